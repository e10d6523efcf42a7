/// Tells whether a setting holds a secret: what ``SensitiveName`` says, and what only settings are called.
enum SecretName {
  static func holdsSecret(_ name: String) -> Bool {
    let words = SensitiveName.words(of: name)
    guard let last = words.last, !ends.contains(last) else { return false }
    if SensitiveName.reason(name) != nil { return true }
    return words.contains { own.contains($0) } || (last == "pass" && words.count > 1)
      || (last == "key" && words.contains { keys.contains($0) })
  }

  private static let own: Set<String> = ["pepper", "passwd", "pwd", "salt"]
  private static let keys: Set<String> = ["secret", "jwt", "hmac", "signing", "encryption", "access", "account", "auth", "cookie"]
  /// A name that ends in one of these says something about a secret or tells where it is.
  private static let ends: Set<String> = [
    "file", "path", "url", "uri", "name", "field", "label", "header", "prefix", "type", "ttl", "expiry", "expires", "seconds", "minutes",
    "hours", "days", "count", "length", "id", "enabled", "required", "algorithm", "issuer", "audience", "endpoint", "placeholder", "column",
    "param", "parameter", "message", "error", "title", "text", "regex", "pattern", "policy", "rounds", "bytes", "size", "version", "store",
    "ref", "arn", "class", "kind", "format", "mode", "max", "min", "limit", "budget", "usage", "authentication", "method",
  ]
}
