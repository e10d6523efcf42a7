import Testing

@testable import Cryptography

@Suite struct EncodingTests {
  /// RFC 4648, section 10, in the URL-safe form without padding, and one value with both special characters.
  static let base64: [([UInt8], String)] = [
    (Array("".utf8), ""), (Array("f".utf8), "Zg"), (Array("fo".utf8), "Zm8"), (Array("foo".utf8), "Zm9v"),
    (Array("foob".utf8), "Zm9vYg"), (Array("fooba".utf8), "Zm9vYmE"), (Array("foobar".utf8), "Zm9vYmFy"),
    ([0xfb, 0xff, 0xbf], "-_-_"),
  ]

  @Test("Base64url writes and reads the texts of RFC 4648", arguments: base64)
  func base64URL(bytes: [UInt8], text: String) throws {
    #expect(Base64URL.encode(bytes) == text)
    #expect(try Base64URL.decode(text) == bytes)
  }

  @Test(
    "Base64url refuses padding, foreign characters, impossible lengths and stray bits", arguments: ["Zg==", "Z+8", "Z", "Zh", "Zm 8", "é"])
  func base64URLStrict(text: String) {
    #expect(throws: CryptographyError.self) { try Base64URL.decode(text) }
  }

  @Test("Every byte survives both encodings at every length up to 64")
  func roundTrips() throws {
    for count in 0...64 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + count) }
      #expect(try Hex.decode(Hex.encode(bytes)) == bytes)
      #expect(try Base64URL.decode(Base64URL.encode(bytes)) == bytes)
    }
  }

  @Test("Hexadecimal reads both cases and names the place of an error")
  func hex() throws {
    #expect(Hex.encode([0, 0x7f, 0xff]) == "007fff")
    #expect(try Hex.decode("DEadBEef") == [0xde, 0xad, 0xbe, 0xef])
    #expect(throws: CryptographyError.invalidEncoding(format: "hexadecimal", offset: 2)) { try Hex.decode("00g0") }
    #expect(throws: CryptographyError.invalidEncoding(format: "hexadecimal", offset: 3)) { try Hex.decode("000") }
  }

  @Test("Random bytes have the asked length and do not repeat")
  func random() throws {
    #expect(try SecureRandom.bytes(0).isEmpty)
    #expect(try SecureRandom.bytes(32) != SecureRandom.bytes(32))
    #expect(throws: CryptographyError.self) { try SecureRandom.bytes(-1) }
    #expect(throws: CryptographyError.self) { try SecureRandom.bytes(SecureRandom.maximumByteCount + 1) }
  }

  @Test("Every error says what to do about it")
  func messages() {
    let error = CryptographyError.invalidLength(what: "nonce", expected: "12", actual: 3)
    #expect("\(error)" == "The nonce has 3 bytes, but must have 12; pass one of that length.")
    let library = OpenSSL.failure("EVP_Example")
    #expect("\(library)" == "OpenSSL's EVP_Example failed: no reason was given")
  }
}
