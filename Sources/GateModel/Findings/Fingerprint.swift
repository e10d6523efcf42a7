/// Identity of a finding between runs: it holds what is wrong and where, but no line numbers, so that an unrelated
/// edit above does not make a known finding look new.
public struct Fingerprint: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
  /// 32 lower-case hexadecimal digits.
  public let text: String

  public init(text: String) { self.text = text }

  /// A 128-bit FNV-1a style digest over the parts, each closed by a zero byte. It tells findings apart; it is no
  /// protection against somebody who makes collisions.
  public init(parts: [String]) {
    var low = StableHash(basis: 0xcbf2_9ce4_8422_2325)
    var high = StableHash(basis: 0x6c62_272e_07bb_0142)
    for part in parts {
      low.combine(part)
      high.combine(part)
      high.combine("\u{1}")
    }
    text = StableHash.hex(high.value) + StableHash.hex(low.value)
  }

  public init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  public var description: String { text }
  public static func < (left: Fingerprint, right: Fingerprint) -> Bool { left.text < right.text }
}
