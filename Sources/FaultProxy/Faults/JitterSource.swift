/// Delays drawn from a seed (SplitMix64), so that a run can be repeated.
struct JitterSource {
  private let delay: Int64
  private let jitter: Int64
  private var state: UInt64

  init(delay: Int64, jitter: Int64, seed: UInt64) {
    self.delay = max(0, delay)
    self.jitter = max(0, jitter)
    state = seed
  }

  /// The next delay in nanoseconds, never negative.
  mutating func next() -> Int64 {
    guard jitter > 0 else { return delay }
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    mixed ^= mixed >> 31
    let fraction = Double(mixed >> 11) / Double(1 << 53)
    return max(0, delay + Int64((fraction * 2 - 1) * Double(jitter)))
  }
}
