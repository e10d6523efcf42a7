import CLibCrypt

/// Verifies bcrypt hashes (`$2a$`, `$2b$`, `$2y$`) with the system's libxcrypt. It makes none: bcrypt is for rows of before.
public enum Bcrypt {
  /// Beyond this bcrypt does not look at a password at all.
  public static let maximumByteCount = 72
  /// The rounds, as powers of two, that are computed; more would only be a way to keep a core busy.
  public static let rounds = 4...14
  /// Of a whole hash.
  private static let hashByteCount = 60

  /// Whether a text has the form of a bcrypt hash whose cost is within ``rounds``.
  public static func isHash(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == hashByteCount, ["$2a$", "$2b$", "$2y$"].contains(text.prefix(4)), bytes[6] == UInt8(ascii: "$") else {
      return false
    }
    guard let cost = Int(text.dropFirst(4).prefix(2)), rounds.contains(cost) else { return false }
    return bytes[7...].allSatisfy(isDigit)
  }

  /// Whether the password is the one that was hashed; false for a text that is no hash, and for a password that bcrypt would see only the
  /// beginning of.
  ///
  /// Blocks a core for the time that the hash's cost asks for.
  public static func matches(_ password: some Collection<UInt8>, hash: String) -> Bool {
    guard isHash(hash), password.count <= maximumByteCount, !password.contains(0) else { return false }
    let phrase = password.map { CChar(bitPattern: $0) } + [0]
    // The working memory is on the heap (32 KiB) and this call's own, as crypt_rn asks for.
    let memory = UnsafeMutableRawPointer.allocate(byteCount: MemoryLayout<crypt_data>.size, alignment: 16)
    defer { memory.deallocate() }
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: MemoryLayout<crypt_data>.size)
    guard let made = crypt_rn(phrase, hash, memory, Int32(MemoryLayout<crypt_data>.size)) else { return false }
    return constantTimeEquals(Array(String(cString: made).utf8), Array(hash.utf8))
  }

  /// A digit of bcrypt's own base 64.
  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: ".")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }
}
