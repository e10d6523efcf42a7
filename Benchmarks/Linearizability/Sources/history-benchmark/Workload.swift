import Linearizability

/// A history of clients that use an object which really is linearizable: each operation takes effect at one moment between its
/// invocation and its completion.
struct Workload {
  enum Kind: String, CaseIterable {
    /// Get, put and append on keys.
    case keyValue = "kv"
    /// One register, every write another value.
    case register
    /// One register, five values, with compare-and-set.
    case casRegister = "cas-register"
    /// Always one is added.
    case counter
    /// One or two is added, so that sums can come about in many ways.
    case mixedCounter = "counter-1-2"
    case queue
    case set
    case mutex
    case lease
    /// Many tokens, ten consumes each.
    case singleUse = "single-use"
    /// Many keys, ten requests each.
    case idempotencyKey = "idempotency-key"
    case stock
    case bank
  }

  var kind: Kind
  var clients: Int
  var operations: Int
  var keys: Int
  /// Of a thousand operations, so many have an unknown outcome.
  var lost = 2
  /// One of the last answers is wrong, by as little as makes it certainly wrong.
  var isSpoilt = false
  var seed: UInt64 = 1

  /// The model that judges it.
  var model: ObjectModel {
    switch kind {
    case .keyValue: .keyValue
    case .register: .register
    case .casRegister: .casRegister
    case .counter, .mixedCounter: .counter
    case .queue: .queue
    case .set: .set
    case .mutex: .mutex
    case .lease: .lease
    case .singleUse: .singleUse
    case .idempotencyKey: .idempotencyKey
    case .stock: .stock
    case .bank: .bank
    }
  }

  var initial: HistoryValue? {
    switch kind {
    case .bank: .map(Dictionary(uniqueKeysWithValues: (0..<5).map { (.string("\($0)"), .integer(100)) }))
    case .stock: .integer(10)
    default: nil
    }
  }

  /// The operations, in the form in which a file would give them.
  func history() -> RecordedHistory {
    var simulation = Simulation(self)
    return RecordedHistory(operations: simulation.run())
  }
}

/// SplitMix64 (Steele, Lea and Flood, 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
