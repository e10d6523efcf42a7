/// Compares the names of parameters, properties and headers by what they mean.
enum NameMatching {
  /// Lower-case letters and digits only: `X-Session-Token`, `session_token` and `sessionToken` come near each other.
  static func key(_ name: String) -> String {
    let text = String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    return name.lowercased().hasPrefix("x-") ? String(text.dropFirst()) : text
  }

  /// `sessions` → `session`, `policies` → `policy`, `boxes` → `box`.
  static func singular(_ word: String) -> String {
    if word.hasSuffix("ies"), word.count > 4 { return word.dropLast(3) + "y" }
    for ending in ["sses", "xes", "ches", "shes"] where word.hasSuffix(ending) { return String(word.dropLast(2)) }
    if word.hasSuffix("s"), !word.hasSuffix("ss"), word.count > 2 { return String(word.dropLast()) }
    return word
  }

  /// Whether a property of that name is likely to hold what another operation handed out.
  static func isReference(_ name: String) -> Bool {
    let key = key(name)
    guard key != "id", key != "key" else { return false }
    return ["id", "token", "nonce", "ticket", "cursor"].contains { key.hasSuffix($0) }
  }

  /// The last segment of a path that is no parameter, as a key in the singular.
  static func resource(of path: String) -> String {
    let segment = path.split(separator: "/").last { !$0.hasPrefix("{") } ?? ""
    return singular(key(String(segment)))
  }
}
