import Cryptography
import Testing

@Suite struct SHA1Tests {
  @Test(
    "SHA-1 gives the digests of FIPS 180-4",
    arguments: [
      ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
      ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    ])
  func vectors(text: String, expected: String) {
    #expect(Hex.encode(Digest.sha1(Array(text.utf8))) == expected)
  }
}
