import Testing

@testable import Cryptography

@Suite struct KeyDerivationTests {
  /// RFC 7914, section 12.
  @Test(
    "scrypt gives the keys that RFC 7914 lists",
    arguments: [
      (
        "", "", Scrypt.Cost(iterations: 16, blockSize: 1, parallelism: 1),
        "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
      ),
      (
        "password", "NaCl", Scrypt.Cost(iterations: 1024, blockSize: 8, parallelism: 16),
        "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
      ),
      (
        "pleaseletmein", "SodiumChloride", Scrypt.Cost(iterations: 16_384, blockSize: 8, parallelism: 1),
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
      ),
    ])
  func scrypt(password: String, salt: String, cost: Scrypt.Cost, key: String) throws {
    let derived = try Scrypt.derive(password: password.utf8, salt: salt.utf8, cost: cost, byteCount: 64)
    #expect(Hex.encode(derived) == key)
  }

  @Test(
    "scrypt refuses costs that are no power of two or need too much memory",
    arguments: [
      Scrypt.Cost(iterations: 0, blockSize: 8, parallelism: 1), Scrypt.Cost(iterations: 1, blockSize: 8, parallelism: 1),
      Scrypt.Cost(iterations: 1000, blockSize: 8, parallelism: 1), Scrypt.Cost(iterations: 1 << 20, blockSize: 8, parallelism: 1),
      Scrypt.Cost(iterations: 16, blockSize: 0, parallelism: 1), Scrypt.Cost(iterations: 16, blockSize: .max, parallelism: 1),
      Scrypt.Cost(iterations: 16, blockSize: 8, parallelism: .max),
    ])
  func scryptBounds(cost: Scrypt.Cost) {
    #expect(throws: CryptographyError.self) { try Scrypt.derive(password: [], salt: [], cost: cost) }
  }

  /// RFC 7914, section 11.
  @Test(
    "PBKDF2 gives the keys that RFC 7914 lists",
    arguments: [
      (
        "passwd", "salt", 1,
        "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"
      ),
      (
        "Password", "NaCl", 80_000,
        "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d"
      ),
    ])
  func pbkdf2(password: String, salt: String, iterations: Int, key: String) throws {
    let derived = try PBKDF2.derive(password: password.utf8, salt: salt.utf8, iterations: iterations, byteCount: 64)
    #expect(Hex.encode(derived) == key)
  }

  @Test("PBKDF2 refuses counts outside its bounds", arguments: [0, -1, .max])
  func pbkdf2Bounds(iterations: Int) {
    #expect(throws: CryptographyError.self) { try PBKDF2.derive(password: [], salt: [], iterations: iterations) }
  }

  @Test("A derived key has the length that was asked for, within bounds", arguments: [0, 1, 1024, 1025])
  func lengths(count: Int) throws {
    let cost = Scrypt.Cost(iterations: 2, blockSize: 1, parallelism: 1)
    let derived = try? Scrypt.derive(password: [1], salt: [2], cost: cost, byteCount: count)
    #expect(derived?.count == ((1...1024).contains(count) ? count : nil))
  }
}
