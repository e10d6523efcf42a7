/// Tells whether a value is a default or placeholder that everybody knows, and no secret.
enum DefaultValue {
  /// Why, or nil for a value that may be a secret, for none, and for a variable.
  static func reason(_ written: some StringProtocol, isTemplate: Bool = false) -> String? {
    let value = written.trimmingPrefix { $0.isWhitespace }
    guard !value.isEmpty, value.utf8.count <= 120 else { return nil }
    if value.hasPrefix("$") || value.has("{{") || value.hasPrefix("/") || value.has("${") || value.has("%(") { return nil }
    let lower = value.lowercased()
    if ["true", "false", "null", "none", "nil", "undefined", "yes", "no", "0", "1", "~"].contains(lower) { return nil }
    if lower.hasPrefix("<") && lower.hasSuffix(">") { return isTemplate ? nil : "a placeholder" }
    let words = lower.split { !$0.isLetter && !$0.isNumber }.map { $0.trimming { $0.isNumber } }.filter { !$0.isEmpty }
    let marks = ["changeme", "replaceme", "placeholder", "fixme", "yoursecret", "yourpassword", "changethis"]
    let joined = words.joined()
    let isPlaceholder =
      marks.contains { joined.contains($0) } || (words.contains("change") && (words.contains("me") || words.contains("this")))
      || (words.contains("replace") && words.count > 1) || (words.first == "your" && words.count > 1)
      || (joined.count >= 3 && joined.allSatisfy { $0 == "x" })
    if isPlaceholder { return isTemplate ? nil : "a placeholder" }
    if words.isEmpty { return lower.allSatisfy(\.isNumber) && lower.count <= 10 ? "a default" : nil }
    return words.allSatisfy { known.contains(String($0)) } ? "a default" : nil
  }

  private static let known: Set<String> = [
    "password", "passwd", "pass", "secret", "admin", "administrator", "root", "default", "test", "testing", "dev", "development", "local",
    "insecure", "demo", "example", "sample", "guest", "user", "username", "postgres", "postgresql", "mysql", "mariadb", "redis", "rabbitmq",
    "mongo", "mongodb", "minio", "minioadmin", "sa", "letmein", "qwerty", "welcome", "hunter", "foo", "bar", "baz", "foobar", "token",
    "key",
    "jwt", "api", "pepper", "salt", "dummy", "fake", "temp", "temporary", "my", "the", "super", "supersecret", "app", "not", "for",
    "production",
    "prod", "only", "use", "do", "in", "signing", "session", "cookie", "mysecret", "mypassword", "secretkey", "abc", "private", "shared",
    "toor", "guestguest", "unsafe", "todo", "elastic", "neo", "grafana", "keycloak", "vault", "keyboard", "cat", "very", "secure", "really",
    "encryption", "master", "passphrase", "string", "rootpassword", "adminpassword", "testpassword", "devpassword", "devsecret",
    "testsecret",
    "passw", "ssw", "rd", "p", "db", "database", "refresh", "access", "auth", "server", "service", "client", "random", "some", "long", "a",
  ]
}

extension StringProtocol {
  fileprivate func trimming(_ predicate: (Character) -> Bool) -> String {
    var text = Substring(self)
    while let last = text.last, predicate(last) { text.removeLast() }
    while let first = text.first, predicate(first) { text.removeFirst() }
    return String(text)
  }
}
