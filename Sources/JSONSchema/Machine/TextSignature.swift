/// A short stand-in for a text: its length with the first and the last eight bytes. Texts of up to 16 bytes with the same signature
/// are the same.
struct TextSignature: Sendable, Equatable {
  let first: UInt64
  let last: UInt64
  let count: Int

  static let longestExact = 16

  @inline(__always) init(_ bytes: UnsafeBufferPointer<UInt8>) {
    count = bytes.count
    let raw = UnsafeRawBufferPointer(bytes)
    if count >= 8 {
      first = raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
      last = raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    } else if count >= 4 {
      first = UInt64(raw.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
      last = UInt64(raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
    } else if count > 0 {
      first = UInt64(raw[0]) | UInt64(raw[count / 2]) << 8 | UInt64(raw[count - 1]) << 16
      last = 0
    } else {
      (first, last) = (0, 0)
    }
  }

  /// Where to begin to look in a table of 2^n places.
  @inline(__always) func slot(mask: Int) -> Int {
    let mixed = (first ^ (last &* 0x9E37_79B9_7F4A_7C15) ^ UInt64(truncatingIfNeeded: count)) &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: mixed >> 32) & mask
  }
}
