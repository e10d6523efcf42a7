import Cryptography
import GateKit
import JSONDocument
import Logging
import ReferenceService

/// The other issuer that the examined service may trust: two keys of this run, and a server that publishes the first.
struct OutsideIssuer: Sendable {
  static let issuer = "https://outside.gatehouse.invalid"
  /// What the internal operation is called with.
  static let refreshToken = "internal-token-of-the-examined-service"

  private let keys: [Ed25519.PrivateKey]

  /// - Throws: `CryptographyError` when the system has no randomness.
  init() throws { keys = [try .generate(), try .generate()] }

  /// `issuer.keys_1`, `issuer.keys_2` and `issuer.keys_both`: key sets; `issuer.token_1`, `issuer.token_2`: a token of each key.
  /// - Throws: `CryptographyError`.
  func variables(now: ServiceInstant) throws -> [String: String] {
    [
      "issuer.keys_1": set([0]), "issuer.keys_2": set([1]), "issuer.keys_both": set([0, 1]),
      "issuer.token_1": try token(0, now), "issuer.token_2": try token(1, now), "internal_token": Self.refreshToken,
    ]
  }

  /// Publishes the first key.
  /// - Throws: `TargetError` or `DeadlineExceeded` when the server does not listen.
  func start(on work: BackgroundWork) async throws -> TargetEndpoint {
    let (ports, report) = AsyncStream.makeStream(of: Int.self)
    let logger = Logger(label: "outside-issuer") { _ in SwiftLogNoOpLogHandler() }
    let host = KeySetHost(document: set([0]), logger: logger)
    work.add {
      do { try await host.run { report.yield($0) } } catch { report.finish() }
    }
    let port = try await withDeadline(.seconds(10), "the start of the outside issuer") {
      for await port in ports { return port }
      throw TargetError("the outside issuer did not start", remedy: "See that loopback ports are free")
    }
    return TargetEndpoint(host: "127.0.0.1", port: port)
  }

  private func set(_ indices: [Int]) -> String {
    let members = indices.map { index in
      let x = Base64URL.encode(keys[index].publicKey.rawRepresentation)
      return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"use\":\"sig\",\"alg\":\"EdDSA\",\"kid\":\"outside-\(index + 1)\",\"x\":\"\(x)\"}"
    }
    return "{\"keys\":[\(members.joined(separator: ","))]}"
  }

  private func token(_ index: Int, _ now: ServiceInstant) throws -> String {
    let seconds = now.secondsSinceEpoch
    let header = "{\"alg\":\"EdDSA\",\"kid\":\"outside-\(index + 1)\"}"
    let claims: JSONValue = [
      "iss": .string(Self.issuer), "aud": "reference-service", "sub": "user:outsider", "tenant_id": "tenant-a", "roles": ["viewer"],
      "scope": "", "token_use": "access", "jti": .string("outside-\(index + 1)"), "iat": .number(JSONNumber(seconds)),
      "nbf": .number(JSONNumber(seconds)), "exp": .number(JSONNumber(seconds + 86_400)),
    ]
    let text = Base64URL.encode(Array(header.utf8)) + "." + Base64URL.encode(claims.serializedBytes())
    return text + "." + Base64URL.encode(try keys[index].sign(Array(text.utf8)))
  }
}
