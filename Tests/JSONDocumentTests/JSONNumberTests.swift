import JSONDocument
import Testing

@Suite struct JSONNumberTests {
  private func number(_ text: String) throws -> JSONNumber { try #require(JSONNumber(text)) }

  @Test(
    "equality is by value, without rounding", arguments: [("1", "1.0"), ("0", "-0"), ("100", "1e2"), ("0.1", "1e-1"), ("1e400", "10e399")])
  func equal(pair: (String, String)) throws {
    #expect(try number(pair.0) == number(pair.1))
    #expect(try number(pair.0).hashValue == number(pair.1).hashValue)
  }

  @Test(
    "order is by value, without rounding",
    arguments: [
      ("9007199254740992", "9007199254740993"), ("-2", "-1"), ("-1", "0"), ("0", "1e-400"), ("9.99", "10"), ("-1e5", "1e-5"),
      ("9223372036854775807", "9223372036854775808"), ("0.30000000000000004", "0.300000000000000041"),
    ])
  func order(pair: (String, String)) throws {
    #expect(try number(pair.0) < number(pair.1))
    #expect(try !(number(pair.1) < number(pair.0)))
    #expect(try number(pair.0) != number(pair.1))
  }

  @Test("gives integers exactly or not at all")
  func integers() throws {
    #expect(try number("1.0").int == 1)
    #expect(try number("-12e3").int == -12_000)
    #expect(try number("-9223372036854775808.0").int == Int.min)
    #expect(try number("9223372036854775808.0").int == nil)
    #expect(try number("1.5").int == nil)
    #expect(try number("1e1000000000").int == nil)
    #expect(try number("1e1000000000").isInteger)
    #expect(try !number("1e-1").isInteger)
  }

  @Test(
    "divides exactly",
    arguments: [
      ("0.3", "0.1", true), ("19.99", "0.01", true), ("4.35", "0.01", true), ("4.351", "0.01", false), ("1e308", "0.123456789", false),
      ("0", "7", true), ("1e1000000000", "2", true), ("1e1000000000", "3", false), ("-7", "3.5", true), ("7", "2", false),
      ("12391239123", "1e-8", true),
    ])
  func multiples(row: (String, String, Bool)) throws {
    #expect(try number(row.0).decimal.isMultiple(of: number(row.1).decimal) == row.2)
  }

  @Test("accepts only the grammar of JSON", arguments: ["", "1.", "+1", "01", "1e", "0x1", " 1", "1 ", "Infinity", "١"])
  func grammar(text: String) {
    #expect(JSONNumber(text) == nil)
  }

  @Test("knows which numbers doubles can't carry")
  func doubles() throws {
    #expect(try number("0.1").survivesDouble)
    #expect(try !number("9007199254740993").survivesDouble)
    #expect(try !number("1e400").survivesDouble)
  }
}
