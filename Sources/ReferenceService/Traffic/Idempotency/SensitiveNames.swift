import JSONDocument

/// Which names of JSON members stand for a secret, however they are written.
public enum SensitiveNames {
  /// What stands where a secret was.
  public static let mark = "[redacted]"

  private static let words = [
    "secret", "password", "passwd", "passphrase", "token", "authorization", "cookie", "privatekey", "credential", "apikey", "pepper",
  ]
  private static let harmless: Set<String> = ["tokenid", "tokentype", "tokencount", "tokenuse"]

  /// Whether `accessToken`, `access_token`, `Access-Token` and the like name something that must not be kept.
  public static func isSensitive(_ name: String) -> Bool {
    let plain = name.lowercased().filter { $0 != "_" && $0 != "-" && $0 != "." && $0 != " " }
    return !harmless.contains(plain) && words.contains { plain.contains($0) }
  }

  /// The value with every secret in it replaced by the mark, at any depth; everything else as it was.
  static func redacted(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let items): .array(items.map { redacted($0) })
    case .object(let object):
      .object(JSONObject(object.members.map { (key: $0.key, value: isSensitive($0.key) ? .string(mark) : redacted($0.value)) }))
    case .null, .bool, .number, .string: value
    }
  }
}
