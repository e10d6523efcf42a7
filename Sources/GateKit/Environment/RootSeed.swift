import GateModel

/// The one seed of a run. Each case derives its own from it and its id, so that the order and number of workers or
/// shards change nothing.
public struct RootSeed: Hashable, Sendable, CustomStringConvertible {
  public let value: UInt64

  public init(_ value: UInt64) { self.value = value }

  public func derive(_ caseID: CaseID) -> UInt64 {
    var hash = StableHash()
    hash.combine(String(value))
    hash.combine(caseID.rawValue)
    var generator = SplitMix64(seed: hash.value)
    return generator.next()
  }

  public var description: String { String(value) }
}

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
