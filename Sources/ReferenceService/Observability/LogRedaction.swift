/// Keeps secrets out of log lines: by the name of the field, and by the look of the value.
enum LogRedaction {
  static let placeholder = "[redacted]"
  private static let limit = 2_048
  private static let secretWords = ["secret", "password", "passwd", "authorization", "token", "cookie", "private", "credential", "apikey"]
  private static let harmlessKeys: Set<String> = ["token_id", "token_count", "token_use", "key_id"]

  /// The value as it may be written: replaced when the key names a secret, cut out where the value shows a token or a database URL.
  static func redact(key: String, value: String) -> String {
    let lowered = key.lowercased()
    if !harmlessKeys.contains(lowered) {
      let bare = lowered.filter { $0 != "_" && $0 != "-" }
      if secretWords.contains(where: { bare.contains($0) }) { return placeholder }
    }
    return scrub(value)
  }

  /// An error's text, bounded and scrubbed.
  static func bounded(_ error: any Error) -> String { scrub(String(describing: error)) }

  private static func scrub(_ text: String) -> String {
    let short = text.utf8.count > limit ? String(text.prefix(limit)) + "..." : text
    guard short.contains("eyJ") || short.contains("://") || short.contains("Bearer ") || short.contains("password=") else { return short }
    return short.split(separator: " ", omittingEmptySubsequences: false).map { scrub(word: $0) }.joined(separator: " ")
  }

  private static func scrub(word: Substring) -> Substring {
    let looksLikeToken = word.contains("eyJ") && word.contains(".")
    let hasUserInfo = word.contains("://") && word.contains("@")
    return looksLikeToken || hasUserInfo || word.contains("password=") ? Substring(placeholder) : word
  }
}
