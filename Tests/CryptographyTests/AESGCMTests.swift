import Testing

@testable import Cryptography

@Suite struct AESGCMTests {
  struct Vector: Sendable {
    let key: String
    let nonce: String
    let plaintext: String
    let associated: String
    let ciphertext: String
    let tag: String
  }

  static let key = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"
  static let text =
    "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
  static let sealed =
    "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"

  /// Test cases 13 to 16 of the GCM specification that NIST SP 800-38D refers to.
  static let vectors: [Vector] = [
    Vector(
      key: String(repeating: "00", count: 32), nonce: String(repeating: "00", count: 12), plaintext: "", associated: "",
      ciphertext: "", tag: "530f8afbc74536b9a963b4f1c4cb738b"),
    Vector(
      key: String(repeating: "00", count: 32), nonce: String(repeating: "00", count: 12),
      plaintext: String(repeating: "00", count: 16), associated: "", ciphertext: "cea7403d4d606b6e074ec5d3baf39d18",
      tag: "d0d1c8a799996bf0265b98b5d48ab919"),
    Vector(
      key: key, nonce: "cafebabefacedbaddecaf888", plaintext: text + "1aafd255", associated: "", ciphertext: sealed + "898015ad",
      tag: "b094dac5d93471bdec1a502270e3cc6c"),
    Vector(
      key: key, nonce: "cafebabefacedbaddecaf888", plaintext: text, associated: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
      ciphertext: sealed, tag: "76fc6ece0f4e1768cddf8853bb2d551b"),
  ]

  @Test("Sealing gives the ciphertexts and tags of the GCM specification, and opening undoes it", arguments: vectors)
  func knownAnswers(vector: Vector) throws {
    let key = try Hex.decode(vector.key)
    let associated = try Hex.decode(vector.associated)
    let plaintext = try Hex.decode(vector.plaintext)
    let box = try AESGCM.seal(plaintext, key: key, nonce: Hex.decode(vector.nonce), associatedData: associated)
    #expect(Hex.encode(box.ciphertext) == vector.ciphertext)
    #expect(Hex.encode(box.tag) == vector.tag)
    let opened = try AESGCM.open(AESGCM.SealedBox(combined: box.combined), key: key, associatedData: associated)
    #expect(opened == plaintext)
  }

  @Test("A change of any bit anywhere is refused", arguments: [0, 11, 12, 20, 28, 43])
  func tampering(offset: Int) throws {
    let key = try SecureRandom.bytes(32)
    var combined = try AESGCM.seal("sixteen bytes ok".utf8, key: key).combined
    combined[offset] ^= 1
    let box = try AESGCM.SealedBox(combined: combined)
    #expect(throws: CryptographyError.authenticationFailed) { try AESGCM.open(box, key: key) }
  }

  @Test("Another key and other associated data are refused")
  func wrongContext() throws {
    let key = try SecureRandom.bytes(32)
    let box = try AESGCM.seal("text".utf8, key: key, associatedData: "tenant-a".utf8)
    let other = try SecureRandom.bytes(32)
    #expect(throws: CryptographyError.authenticationFailed) { try AESGCM.open(box, key: other, associatedData: "tenant-a".utf8) }
    #expect(throws: CryptographyError.authenticationFailed) { try AESGCM.open(box, key: key, associatedData: "tenant-b".utf8) }
    #expect(try AESGCM.open(box, key: key, associatedData: "tenant-a".utf8) == Array("text".utf8))
  }

  @Test("Keys, nonces and boxes of another length are errors that name the length")
  func lengths() throws {
    let key = [UInt8](repeating: 0, count: 32)
    #expect(throws: CryptographyError.invalidLength(what: "AES-256 key", expected: "32", actual: 16)) {
      try AESGCM.seal([], key: [UInt8](repeating: 0, count: 16))
    }
    #expect(throws: CryptographyError.invalidLength(what: "nonce", expected: "12", actual: 0)) {
      try AESGCM.seal([], key: key, nonce: [])
    }
    #expect(throws: CryptographyError.self) { try AESGCM.SealedBox(combined: [UInt8](repeating: 0, count: 27)) }
  }

  @Test("Each sealing without a nonce takes a fresh one")
  func freshNonce() throws {
    let key = [UInt8](repeating: 7, count: 32)
    #expect(try AESGCM.seal([], key: key).nonce != AESGCM.seal([], key: key).nonce)
  }
}
