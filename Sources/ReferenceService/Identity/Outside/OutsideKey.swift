import Foundation
import JSONDocument
import JWTKit

/// One public key of another issuer.
public struct OutsideKey: Sendable {
  public let id: String
  /// `EdDSA` or `RS256`; a token that names another algorithm was not signed by this key.
  public let algorithm: String
  private let collection: JWTKeyCollection

  private init(id: String, algorithm: String, collection: JWTKeyCollection) {
    self.id = id
    self.algorithm = algorithm
    self.collection = collection
  }

  /// The claims of a token that this key signed; nil for any other. Their meaning is not checked here.
  func claims(of token: String) async -> AccessTokenClaims? {
    try? await collection.verify(token, as: AccessTokenClaims.self)
  }

  /// The keys of a JSON Web Key Set (RFC 7517) that sign tokens here; those of other kinds are passed over.
  /// - Throws: ``KeySetProblem`` for what is no key set, or one without such a key.
  static func keys(in document: [UInt8]) async throws -> [OutsideKey] {
    guard let members = (try? JSONParser.parse(document))?["keys"]?.array, members.count <= 64 else { throw KeySetProblem.unreadable }
    var keys: [OutsideKey] = []
    for member in members {
      guard let id = member["kid"]?.string, !id.isEmpty, let algorithm = member["alg"]?.string, ["EdDSA", "RS256"].contains(algorithm),
        member["use"]?.string ?? "sig" == "sig", let jwk = try? JSONDecoder().decode(JWK.self, from: Data(member.serializedBytes())),
        let collection = try? await JWTKeyCollection().add(jwk: jwk)
      else { continue }
      keys.append(OutsideKey(id: id, algorithm: algorithm, collection: collection))
    }
    if keys.isEmpty { throw KeySetProblem.empty }
    return keys
  }
}

/// Why a key set could not be had.
public enum KeySetProblem: Error, Sendable, Equatable {
  case unreachable, status(Int), unreadable, empty
}
