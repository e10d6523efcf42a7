/// A place that gives a secret a value which everybody knows.
struct SecretUse: Hashable, Sendable {
  /// What is set, without the value: a report must not print a secret, not even a bad one.
  var name: String
  var reason: String
  /// The value, only to find its place.
  var written: String
  var line: Int
  var column: Int
  var slack = 1
}

extension SecretUse {
  /// The password of a URL `scheme://user:password@host`, where it is a default.
  static func inURLs(_ line: String, number: Int) -> [SecretUse] {
    var found: [SecretUse] = []
    var rest = line[...]
    while let range = rest.firstRange(of: "://") {
      rest = rest[range.upperBound...]
      let authority = rest.prefix {
        !$0.isWhitespace && $0 != "/" && $0 != "\"" && $0 != "'" && $0 != "`" && $0 != "?" && $0 != ")" && $0 != ","
      }
      guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") else { continue }
      let user = authority[..<colon]
      let password = authority[authority.index(after: colon)..<at]
      // What interpolates is no literal.
      guard !password.isEmpty, !password.contains(where: { "$\\{<%*".contains($0) }) else { continue }
      let reason = user == password ? "a default" : DefaultValue.reason(password)
      guard let reason else { continue }
      found.append(
        SecretUse(name: "the password of a URL", reason: reason, written: ":\(password)@", line: number, column: 1))
    }
    return found
  }
}
