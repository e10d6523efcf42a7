import Cryptography
import Testing

@testable import ReferenceService

@Suite struct AccessTokenVerifierTests {
  private struct Bench {
    let clock = ManualServiceClock()
    let keys: MemoryKeyRing
    let configuration: IdentityConfiguration
    let verifier: AccessTokenVerifier

    init() {
      keys = MemoryKeyRing(clock: clock, random: SeededServiceRandom(seed: 7))
      configuration = IdentityConfiguration(issuer: "issuer", audience: "audience", jwksSalt: "salt", accounts: [])
      verifier = AccessTokenVerifier(configuration: configuration, keys: keys, clock: clock)
    }

    var claims: AccessTokenClaims {
      let now = clock.now().secondsSinceEpoch
      return AccessTokenClaims(
        issuer: "issuer", audience: "audience", subject: "service:a", tenantID: "t", roles: ["admin"], scope: "*", tokenUse: "access",
        tokenID: "id", issuedAt: now, notBefore: now, expiresAt: now + 300)
    }

    func sign(_ change: (inout AccessTokenClaims) -> Void = { _ in }) async throws -> String {
      var claims = claims
      change(&claims)
      return try await keys.keys().active.sign(claims)
    }

    func refusal(of token: String) async throws -> TokenRefusal? {
      do {
        _ = try await verifier.verify(token)
        return nil
      } catch let refusal as TokenRefusal { return refusal }
    }
  }

  private func replacingHeader(of token: String, with json: String) -> String {
    let parts = token.split(separator: ".")
    return "\(Base64URL.encode(Array(json.utf8))).\(parts[1]).\(parts[2])"
  }

  @Test("accepts its own token until it expires")
  func expiry() async throws {
    let bench = Bench()
    let token = try await bench.sign()
    #expect(try await bench.refusal(of: token) == nil)
    bench.clock.advance(by: .seconds(299))
    #expect(try await bench.refusal(of: token) == nil)
    bench.clock.advance(by: .seconds(1))
    #expect(try await bench.refusal(of: token) == .expired)
  }

  @Test("refuses claims that are not its own")
  func claims() async throws {
    let bench = Bench()
    #expect(try await bench.refusal(of: bench.sign { $0.issuer = "other" }) == .claims)
    #expect(try await bench.refusal(of: bench.sign { $0.audience = "other" }) == .claims)
    #expect(try await bench.refusal(of: bench.sign { $0.tokenUse = "refresh" }) == .claims)
    #expect(try await bench.refusal(of: bench.sign { $0.tokenID = "" }) == .claims)
    #expect(try await bench.refusal(of: bench.sign { $0.roles = [] }) == .claims)
    #expect(try await bench.refusal(of: bench.sign { $0.notBefore += 1 }) == .notYetValid)
    #expect(try await bench.refusal(of: bench.sign { $0.issuedAt += 1 }) == .notYetValid)
  }

  @Test("refuses every algorithm but EdDSA", arguments: ["none", "HS256", "RS256", "eddsa"])
  func algorithms(name: String) async throws {
    let bench = Bench()
    let id = try await bench.keys.keys().active.id
    let token = replacingHeader(of: try await bench.sign(), with: "{\"alg\":\"\(name)\",\"kid\":\"\(id)\"}")
    #expect(try await bench.refusal(of: token) == .algorithm)
  }

  @Test("refuses a missing and an unknown key id")
  func keyIDs() async throws {
    let bench = Bench()
    let token = try await bench.sign()
    #expect(try await bench.refusal(of: replacingHeader(of: token, with: #"{"alg":"EdDSA"}"#)) == .unknownKey)
    #expect(try await bench.refusal(of: replacingHeader(of: token, with: #"{"alg":"EdDSA","kid":"x"}"#)) == .unknownKey)
  }

  @Test("refuses a token whose signature is another's")
  func tampered() async throws {
    let bench = Bench()
    let mine = try await bench.sign().split(separator: ".")
    let other = try await bench.sign { $0.tenantID = "elsewhere" }.split(separator: ".")
    #expect(try await bench.refusal(of: "\(mine[0]).\(other[1]).\(mine[2])") == .signature)
  }

  @Test("refuses what is no token", arguments: ["", ".", "..", "a.b.c", "a.b", String(repeating: "a", count: 9_000)])
  func malformed(token: String) async throws {
    #expect(try await Bench().refusal(of: token) == .malformed)
  }

  @Test("accepts what a retired key signed until the last of it has expired")
  func retired() async throws {
    let bench = Bench()
    let token = try await bench.sign { $0.expiresAt += 600 }
    _ = try await bench.keys.rotate()
    bench.clock.advance(by: .seconds(299))
    #expect(try await bench.refusal(of: token) == nil)
    bench.clock.advance(by: .seconds(1))
    #expect(try await bench.refusal(of: token) == .unknownKey)
  }
}
