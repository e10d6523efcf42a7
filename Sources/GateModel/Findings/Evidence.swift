/// One piece of what was seen: a request, a response, a `curl` line, a plan of the database.
///
/// Credentials are taken out and the length is bounded when it is made.
public struct Evidence: Hashable, Sendable, Codable {
  public var title: String
  public var text: String

  /// The longest text kept, in bytes of UTF-8.
  public static let limit = 16_384

  public init(title: String, text: String) {
    self.title = title
    self.text = Redaction.redact(Evidence.bounded(text))
  }

  private static func bounded(_ text: String) -> String {
    guard text.utf8.count > limit else { return text }
    let kept = String(decoding: text.utf8.prefix(limit), as: UTF8.self)
    return "\(kept)\n[\(text.utf8.count - limit) more bytes left out]"
  }
}
