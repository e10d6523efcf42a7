import Cryptography
import HTTPTypes

/// Holds requests with cookies to the anti-forgery token of their session: cookies alone also come with what other sites make a browser
/// send.
struct BrowserGuard: Sendable {
  private static let safe: Set<String> = ["GET", "HEAD"]

  static var refusal: ServiceError {
    ServiceError(
      .forbidden, "ERR_ANTI_FORGERY", "The request lacks the anti-forgery token of the session; send it in \(HTTPField.Name.csrfToken).",
      retryable: false)
  }

  let pepper: [UInt8]
  let rule: any AntiForgeryRule

  /// The anti-forgery token of a login: nobody can make it who does not have the pepper, and nothing has to be kept.
  func token(of familyID: String) -> String { Hex.encode(hmacSHA256(key: pepper, Array("anti-forgery:\(familyID)".utf8))) }

  /// Whether a request that came with cookies may do what it asks for.
  func admits(_ request: ServiceRequest, of familyID: String) -> Bool {
    if Self.safe.contains(request.method.rawValue) { return true }
    let given = request.headers[values: .csrfToken]
    return rule.admits(given: given.count == 1 ? given[0] : nil, expected: token(of: familyID))
  }
}
