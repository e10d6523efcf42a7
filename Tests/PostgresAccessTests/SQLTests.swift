import Testing

@testable import PostgresAccess

struct SQLTests {
  @Test("An interpolated value becomes a parameter and never text")
  func bindsValues() {
    let name = "'; DROP TABLE item; --"
    let sql: SQL = "SELECT * FROM item WHERE name = \(name) AND size > \(3)"
    #expect(sql.text == "SELECT * FROM item WHERE name = $1 AND size > $2")
    #expect(sql.parameters == [name, "3"])
  }

  @Test("An identifier is quoted, with its quotes doubled")
  func quotesIdentifiers() {
    let sql: SQL = "TABLE \(identifier: #"a"; DROP TABLE b; --"#)"
    #expect(sql.text == #"TABLE "a""; DROP TABLE b; --""#)
    #expect(sql.parameters.isEmpty)
  }

  @Test("Parts keep their parameters in order, and text that looks like a placeholder stays as it is")
  func composes() {
    let part: SQL = "price = '$1' AND owner = \("o")"
    let whole: SQL = "SELECT \(1)::int WHERE \(part) AND \(SQL.joined(["a = \(2)", "b = \(3)"], separator: " OR "))"
    #expect(whole.text == "SELECT $1::int WHERE price = '$1' AND owner = $2 AND a = $3 OR b = $4")
    #expect(whole.parameters == ["1", "o", "2", "3"])
  }

  @Test("NULL is a parameter without a text")
  func bindsNull() {
    let sql: SQL = "SELECT \(nil as String?), \(7 as Int?)"
    #expect(sql.parameters == [nil, "7"])
  }

  @Test(
    "A NUL character is refused where C would cut the text",
    arguments: ["SELECT \("a\0b")", SQL(unsafe: "SELECT 1\0"), "TABLE \(identifier: "a\0")"])
  func refusesNul(sql: SQL) {
    #expect(throws: PostgresError.self) { try sql.statement() }
  }

  @Test("More parameters than the protocol can count are refused")
  func refusesTooMany() {
    let parts = (0...SQL.maximumParameters).map { "\($0)" as SQL }
    #expect(throws: PostgresError.self) { try SQL.joined(parts, separator: ",").statement() }
  }
}
