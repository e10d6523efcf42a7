import Cryptography
import Testing

@testable import ReferenceService

@Suite struct PHCStringTests {
  @Test("reads back what it wrote")
  func roundTrip() throws {
    let cost = Scrypt.Cost(iterations: 16_384, blockSize: 8, parallelism: 1)
    let original = PHCString(cost: cost, salt: Array(0..<16), key: Array(0..<32))
    #expect(original.text.hasPrefix("$scrypt$ln=14,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$"))
    #expect(PHCString(original.text) == original)
  }

  @Test(
    "refuses what is no such hash",
    arguments: [
      "", "plain", "$argon2$ln=14,r=8,p=1$AAAA$AAAA", "$scrypt$ln=14,r=8$AAAA$AAAA", "$scrypt$ln=99,r=8,p=1$AAAA$AAAA",
      "$scrypt$ln=14,r=8,p=1$AAAA$AAAA", "$scrypt$ln=14,r=8,p=1$????$????",
    ])
  func refuses(text: String) {
    #expect(PHCString(text) == nil)
  }

  @Test("verifies the secret and no other")
  func verifies() async throws {
    let hasher = SecretHasher(cost: .init(iterations: 16, blockSize: 1, parallelism: 1), random: SeededServiceRandom(seed: 3))
    let hash = try await hasher.hash("correct horse battery")
    #expect(try await hasher.verify("correct horse battery", against: hash))
    #expect(try await !hasher.verify("correct horse batterz", against: hash))
    #expect(try await !hasher.verify("correct horse battery", against: "not a hash"))
  }
}
