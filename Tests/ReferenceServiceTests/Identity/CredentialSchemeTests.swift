import ReferenceService
import Testing

@Suite struct CredentialSchemeTests {
  private static let digest = String(repeating: "0123456789abcdef", count: 4)

  @Test("64 lower-case hexadecimal digits beside a salt are a legacy hash")
  func legacy() {
    #expect(ExactSchemes().scheme(ofHash: Self.digest, salt: "salt") == .legacy(digest: Self.digest, salt: "salt"))
  }

  @Test("Text that begins with $ is a current one")
  func current() {
    #expect(ExactSchemes().scheme(ofHash: "$scrypt$x", salt: nil) == .current("$scrypt$x"))
  }

  @Test(
    "Anything else is neither",
    arguments: [
      (digest, nil), (digest, ""), (digest.uppercased(), "salt"), (String(digest.dropLast()), "salt"), (digest + "0", "salt"),
      (String(repeating: "g", count: 64), "salt"), ("", "salt"), ("", nil), ("$scrypt$x", "salt"),
      (String(repeating: "é", count: 32), "salt"),
    ] as [(String, String?)])
  func neither(hash: String, salt: String?) {
    #expect(ExactSchemes().scheme(ofHash: hash, salt: salt) == nil)
  }
}
