import Testing

@testable import ContractGate

@Suite struct LeakPatternTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let text: String
    let kind: String
    var testDescription: String { kind + ": " + text.prefix(40) }
  }

  private static let all = LeakPatterns(StackTracePatterns.all + SQLPatterns.all + PathPatterns.all + CredentialPatterns.all)

  private static func kinds(_ text: String, isSuccess: Bool = false) -> [String] {
    all.matches(in: LeakText(Array(text.utf8), unescapes: false), isSuccess: isSuccess) { _ in true }.map(\.kind)
  }

  static let traces = [
    Row(text: "Traceback (most recent call last):\n  File \"app.py\", line 7, in create\nValueError", kind: "a Python stack trace"),
    Row(text: "java.lang.X: y\n\tat com.example.shop.Orders.create(Orders.java:48)", kind: "a stack trace of the JVM"),
    Row(text: "at com.example.Shop$Companion.run(Shop.kt:3)", kind: "a stack trace of the JVM"),
    Row(text: "TypeError: x\n    at create (/srv/shop/index.js:10:15)", kind: "a stack trace of JavaScript"),
    Row(text: "    at /srv/shop/index.ts:10:15", kind: "a stack trace of JavaScript"),
    Row(text: "    at Module._load (node:internal/modules/cjs/loader:1105:14)", kind: "a stack trace of JavaScript"),
    Row(text: "panic: x\n\ngoroutine 12 [running]:\nmain.main()", kind: "a Go stack trace"),
    Row(text: "models/item.rb:12:in `create'", kind: "a Ruby stack trace"),
    Row(text: "#0 index.php(12): create()", kind: "a PHP stack trace"),
    Row(text: "<b>Warning</b>: x in <b>index.php</b> on line <b>12</b>", kind: "a PHP error message"),
    Row(text: "   at Shop.Orders.Create(Order o) in Orders.cs:line 42", kind: "a .NET stack trace"),
    Row(text: "   at System.Text.Json.ThrowHelper.Throw(String s)", kind: "a .NET stack trace"),
    Row(text: "thread 'main' panicked at src/main.rs:10:5", kind: "a Rust panic"),
    Row(text: "Shop/Orders.swift:12: Fatal error: Index out of range", kind: "a Swift crash report"),
    Row(text: "** (ArgumentError) bad\n    (shop 0.1.0) lib/orders.ex:12: Orders.create/1", kind: "an Elixir stack trace"),
  ]

  static let others = [
    Row(text: "insert violates foreign key constraint \"lines_item_fkey\"", kind: "a message of PostgreSQL"),
    Row(text: "relation \"orders\" does not exist", kind: "a message of PostgreSQL"),
    Row(text: "You have an error in your SQL syntax; check the manual", kind: "a message of MySQL"),
    Row(text: "UNIQUE constraint failed: items.name", kind: "a message of SQLite"),
    Row(text: "Unclosed quotation mark after the character string 'a'", kind: "a message of SQL Server"),
    Row(text: "ORA-00942: table or view does not exist", kind: "a message of Oracle"),
    Row(text: "failed (SQLSTATE 23503)", kind: "a code of SQL"),
    Row(text: "sqlalchemy.exc.IntegrityError", kind: "an error of a database driver"),
    Row(text: "in SELECT id, name FROM items WHERE price > $1", kind: "a statement of SQL"),
    Row(text: "INSERT INTO items (id) VALUES (1)", kind: "a statement of SQL"),
    Row(text: "open /srv/shop/data/missing.json: no such file", kind: "the path of a file"),
    Row(text: "cannot read C:\\shop\\data\\orders.db", kind: "the path of a file"),
    Row(text: "(/etc/passwd)", kind: "the path of a file"),
    Row(text: "-----BEGIN RSA PRIVATE KEY-----\nMII", kind: "a private key"),
    Row(text: "cannot reach postgresql://shop:hunter2@db:5432/shop", kind: "an address with a password"),
    Row(text: "Server=db;User Id=shop;Password=hunter2;", kind: "settings of a connection with a password"),
    Row(text: "key AKIAIOSFODNN7EXAMPLE is wrong", kind: "a key of a known service"),
  ]

  @Test("finds what runtimes, databases and operators write", arguments: traces + others)
  func found(row: Row) {
    #expect(Self.kinds(row.text).contains(row.kind))
  }

  @Test(
    "leaves alone what only looks like it",
    arguments: [
      "Please select a colour from the list", "Traceback is a word", "the file Orders.java is missing", "at 10:15 in main.js",
      "goroutine leaks are bad", "see https://example.com/home/photos/list.json", "GET /app/v1/items failed", "/orders/7/items",
      "update your settings", "SELECT a plan FROM the menu", "SQLSTATE unknown", "ORA-12", "duplicate entry", "/usr", "a://b:c",
      "https://user@example.com", "postgresql://shop:***@db/shop", "postgresql://db:5432/shop", "password=", "AKIA", "line 7 of page.php",
      "the ratio is 3:4 at noon", "relation is unknown", "-----BEGIN CERTIFICATE-----", "/home is where the heart is",
      "it happened on line 7", "C:\\", "xAKIAIOSFODNN7EXAMPLE", "{\"instance\":\"/var/report\"}",
    ])
  func harmless(text: String) {
    #expect(Self.kinds(text) == [])
  }

  @Test("paths, statements and credentials may be what a successful answer is about")
  func successes() {
    for row in Self.others
    where ["the path of a file", "a statement of SQL", "a private key", "an address with a password"].contains(row.kind) {
      #expect(!Self.kinds(row.text, isSuccess: true).contains(row.kind), "\(row.text)")
    }
    #expect(Self.kinds(Self.traces[0].text, isSuccess: true) == ["a Python stack trace"])
  }

  @Test("reads through the escapes of JSON and HTML")
  func escapes() {
    let json = LeakText(Array(#"{"detail":"Traceback (most recent call last):\n  File \"app.py\", line 7\u0041"}"#.utf8), unescapes: true)
    #expect(Self.all.matches(in: json, isSuccess: false) { _ in true }.map(\.kind) == ["a Python stack trace"])
    let html = LeakText(Array("violates unique constraint &quot;a&quot;".utf8), unescapes: false)
    #expect(Self.all.matches(in: html, isSuccess: false) { _ in true }.map(\.kind) == ["a message of PostgreSQL"])
  }

  @Test("looks at no more than the beginning of a long body")
  func bounded() {
    let padding = String(repeating: "SELECT ", count: LeakText.limit / 7 + 1)
    #expect(Self.kinds(padding + "ORA-00942: x") == [])
  }

  @Test("a leak that is not text is not looked for twice in cut escapes", arguments: ["\\", "\\u", "\\u00", "&", "&quo"])
  func cut(text: String) {
    #expect(LeakText(Array(text.utf8), unescapes: true).bytes.count <= text.utf8.count)
  }
}
