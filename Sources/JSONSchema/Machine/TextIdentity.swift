/// The two words that a string consists of.
///
/// Strings with the same words are the same text, for a short text stands in the words itself and a longer one in memory that they
/// point to. Strings with different words may be the same text all the same. Nothing more is assumed of how strings are laid out.
/// Whoever keeps an identity keeps its string too, so that the memory isn't used for another one.
struct TextIdentity: Sendable, Equatable {
  let low: UInt64
  let high: UInt64

  init(low: UInt64, high: UInt64) { (self.low, self.high) = (low, high) }

  @inline(__always) init(_ text: String) { self = unsafeBitCast(text, to: TextIdentity.self) }

  /// Reads the words where the string stands, without counting a reference to it.
  @inline(__always) init(at text: UnsafePointer<String>) {
    self = UnsafeRawPointer(text).load(as: TextIdentity.self)
  }

  /// Where to begin to look in a table of 2^n places.
  @inline(__always) func slot(mask: Int) -> Int {
    let mixed = (low ^ (high &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: mixed >> 32) & mask
  }
}
