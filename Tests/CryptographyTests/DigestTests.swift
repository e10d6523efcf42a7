import Testing

@testable import Cryptography

@Suite struct DigestTests {
  /// RFC 6234, section 8.5.
  @Test(
    "SHA-256 gives the digests that RFC 6234 lists",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func knownAnswers(text: String, digest: String) {
    #expect(Hex.encode(Digest.sha256(text.utf8)) == digest)
  }

  @Test("A million letters hash alike at once and in pieces")
  func stream() throws {
    let letters = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    let expected = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    let stream = try SHA256Stream()
    for start in stride(from: 0, to: letters.count, by: 4_099) {
      try stream.update(letters[start..<min(start + 4_099, letters.count)])
    }
    #expect(Hex.encode(Digest.sha256(letters)) == expected)
    #expect(Hex.encode(try stream.finish()) == expected)
  }

  @Test("A finished stream begins anew")
  func streamRestarts() throws {
    let stream = try SHA256Stream()
    try stream.update("abc".utf8)
    _ = try stream.finish()
    #expect(try stream.finish() == Digest.sha256([]))
  }
}
