import PostgresAccess
import Testing

struct PostgresConfigurationTests {
  @Test("A URL gives every part")
  func readsURL() throws {
    let text = "postgresql://me:p%40ss@db.example:6000/shop?search_path=a&connect_timeout=7&application_name=x"
    let configuration = try PostgresConfiguration(url: text)
    #expect(configuration.host == "db.example")
    #expect(configuration.port == 6000)
    #expect(configuration.user == "me")
    #expect(configuration.password == "p@ss")
    #expect(configuration.database == "shop")
    #expect(configuration.connectTimeout == .seconds(7))
    #expect(configuration.applicationName == "x")
    #expect(configuration.settings == ["search_path": "a"])
  }

  @Test("A URL that cannot be used is refused", arguments: ["", "mysql://a/b", "postgresql:///x", "postgresql://h/d?connect_timeout=soon"])
  func refusesURL(text: String) {
    #expect(throws: PostgresError.self) { try PostgresConfiguration(url: text) }
  }

  @Test("No description holds the password")
  func hidesPassword() {
    let configuration = PostgresConfiguration(host: "h", user: "u", password: "s3cret", database: "d")
    var dumped = ""
    dump(configuration, to: &dumped)
    for text in ["\(configuration)", String(reflecting: configuration), dumped] { #expect(!text.contains("s3cret")) }
  }
}
