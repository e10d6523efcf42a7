import Foundation

/// What the header of a token says (RFC 7515 section 4.1); anybody can write it.
struct TokenHeader: Decodable, Sendable {
  var algorithm: String
  var keyID: String?

  enum CodingKeys: String, CodingKey {
    case algorithm = "alg"
    case keyID = "kid"
  }

  /// - Throws: ``TokenRefusal/malformed``.
  static func read(_ token: SignedToken) throws(TokenRefusal) -> TokenHeader {
    guard let header = try? JSONDecoder().decode(TokenHeader.self, from: Data(token.header)) else { throw .malformed }
    return header
  }
}
