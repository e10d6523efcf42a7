/// FNV-1a with 64 bits (Fowler, Noll, Vo): the same on every machine and in every run, unlike `Hasher`.
public struct StableHash: Sendable {
  public private(set) var value: UInt64

  public init(basis: UInt64 = 0xcbf2_9ce4_8422_2325) { value = basis }

  /// Adds the bytes of a text and a closing zero byte.
  public mutating func combine(_ text: String) {
    for byte in text.utf8 { combine(byte) }
    combine(0 as UInt8)
  }

  public mutating func combine(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }

  /// 16 lower-case hexadecimal digits.
  public static func hex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
