/// The configurations that a search has met, exact and compact: no hash stands for a configuration.
///
/// A configuration is a level, a state, the required operations that are done (one bit each) and the open ones that were
/// taken. One that took fewer open operations can do whatever one can that took more of them, since an open operation
/// need not come; and so can one that has more observations behind it, which change nothing. A configuration is new only
/// where none was met that agrees in the rest, took a part of its open operations and has all its observations behind it.
struct ConfigurationTable {
  /// What becomes of configurations that agree in level, state and the operations that change a state.
  enum Manner: Equatable {
    /// All are kept that can do something that no other can.
    case exact
    /// Only the first ones, so many. What follows from them is true; what does not may be true all the same.
    case some(Int)
    /// The first ones, so many, and of these the latest stands for all others too: it took only the open operations that
    /// every one of them took, and has every observation of any of them behind it. What does not follow is not true; what
    /// does may be untrue.
    case lowered(Int)
  }

  let requiredWords: Int
  let openWords: Int
  /// The first words of the required bits, of operations that are no observations.
  private let changingWords: Int
  private let manner: Manner
  private let exchanges: OpenExchanges
  private let stride: Int
  /// Something was left out, or stands for what it is not.
  private(set) var isInexact = false
  private(set) var count = 0
  /// Entries that were looked at for others, since this was asked last.
  private var comparisons = 0
  /// `stride` words each: level and state, required bits, open bits.
  private var entries: [UInt64] = []
  /// For each entry the next one with the same level, state and required bits, or -1.
  private var chains: [Int32] = []
  /// Slots of the hash table: the latest entry of a chain, or -1.
  private var slots: [Int32]
  private var heads = 0

  init(_ history: CompiledHistory, _ manner: Manner = .exact) {
    requiredWords = history.requiredWords
    openWords = history.openWords
    changingWords = history.changingWords
    self.manner = manner
    exchanges = history.exchanges
    stride = 1 + requiredWords + openWords
    slots = Array(repeating: -1, count: 64)
  }

  /// Bytes in use.
  var bytes: Int { entries.capacity * 8 + (chains.capacity + slots.count) * 4 }

  /// Bytes in use while it grows once more, which is when it needs most.
  var bytesAfterGrowth: Int { count * 2 < slots.count ? bytes : bytes * 2 }

  /// What long chains of entries cost since this was asked last, in moves of a search.
  mutating func takeEffort() -> Int {
    defer { comparisons %= Self.comparisonsPerMove }
    return comparisons / Self.comparisonsPerMove
  }

  private static var comparisonsPerMove: Int { 8 }

  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    chains.removeAll(keepingCapacity: true)
    if heads * 8 < slots.count, slots.count > 64 {
      slots = Array(repeating: -1, count: max(64, slots.count / 2))
    } else {
      for index in slots.indices { slots[index] = -1 }
    }
    count = 0
    heads = 0
  }

  /// The words of entry `index`: level and state first.
  func key(_ index: Int) -> UInt64 { entries[index * stride] }

  func state(_ index: Int) -> Int32 { Int32(truncatingIfNeeded: UInt32(truncatingIfNeeded: entries[index * stride])) }

  /// Copies the bits of entry `index`.
  func load(_ index: Int, required: inout [UInt64], open: inout [UInt64]) {
    let base = index * stride + 1
    for word in 0..<requiredWords { required[word] = entries[base + word] }
    for word in 0..<openWords { open[word] = entries[base + requiredWords + word] }
  }

  /// Remembers a configuration. The entry that is new, or was changed; nil where there is none.
  mutating func insert(level: Int32, state: Int32, required: [UInt64], open: [UInt64]) -> Int? {
    let key = UInt64(UInt32(bitPattern: level)) << 32 | UInt64(UInt32(bitPattern: state))
    if heads * 2 >= slots.count { grow() }
    var slot = Int(truncatingIfNeeded: hash(key, required) & UInt64(slots.count - 1))
    while slots[slot] >= 0 {
      let head = slots[slot]
      if isSame(Int(head), key, required) {
        guard openWords > 0 || requiredWords > changingWords else { return nil }
        var length = 0
        let isKnown = isCovered(from: head, required, open, &length)
        comparisons += length
        if isKnown { return nil }
        if !exchanges.isEmpty, let index = covered(from: head, required, open) { return replace(index, required, open) }
        switch manner {
        case .some(let most) where length >= most:
          isInexact = true
          return nil
        case .lowered(let most) where length >= most: return lower(Int(head), required, open)
        default: break
        }
        append(key, required, open, next: head)
        slots[slot] = Int32(count - 1)
        return count - 1
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    append(key, required, open, next: -1)
    slots[slot] = Int32(count - 1)
    heads += 1
    return count - 1
  }

  /// Lets the entry stand for one more configuration.
  private mutating func lower(_ index: Int, _ required: [UInt64], _ open: [UInt64]) -> Int? {
    let base = index * stride + 1
    var isChanged = false
    var isPart = true
    for word in changingWords..<requiredWords {
      let seen = entries[base + word]
      if required[word] & ~seen != 0 { isChanged = true }
      if seen & ~required[word] != 0 { isPart = false }
      entries[base + word] = seen | required[word]
    }
    for word in 0..<openWords {
      let taken = entries[base + requiredWords + word]
      if taken & ~open[word] != 0 { isChanged = true }
      if open[word] & ~taken != 0 { isPart = false }
      entries[base + requiredWords + word] = taken & open[word]
    }
    if isChanged, !isPart { isInexact = true }
    return isChanged ? index : nil
  }

  private mutating func append(_ key: UInt64, _ required: [UInt64], _ open: [UInt64], next: Int32) {
    entries.append(key)
    for word in 0..<requiredWords { entries.append(required[word]) }
    for word in 0..<openWords { entries.append(open[word]) }
    chains.append(next)
    count += 1
  }

  private func isSame(_ index: Int, _ key: UInt64, _ required: [UInt64]) -> Bool {
    let base = index * stride
    guard entries[base] == key else { return false }
    for word in 0..<changingWords where entries[base + 1 + word] != required[word] { return false }
    return true
  }

  /// Some entry of the chain took a part of `open`, and has all observations behind it that are in `required`.
  private func isCovered(from head: Int32, _ required: [UInt64], _ open: [UInt64], _ length: inout Int) -> Bool {
    var index = head
    while index >= 0 {
      let base = Int(index) * stride + 1
      var isPart = true
      for word in 0..<openWords where entries[base + requiredWords + word] & ~open[word] != 0 {
        isPart = false
        break
      }
      if !isPart, !exchanges.isEmpty { isPart = exchanges.covers({ entries[base + requiredWords + $0] }, { open[$0] }) }
      if isPart {
        for word in changingWords..<requiredWords where required[word] & ~entries[base + word] != 0 {
          isPart = false
          break
        }
      }
      if isPart { return true }
      length += 1
      index = chains[Int(index)]
    }
    return false
  }

  /// The entry of the chain that this configuration makes superfluous.
  private func covered(from head: Int32, _ required: [UInt64], _ open: [UInt64]) -> Int? {
    var index = Int(head)
    while index >= 0 {
      let base = index * stride + 1
      if hasAll(required, of: base), exchanges.covers({ open[$0] }, { entries[base + requiredWords + $0] }) { return index }
      index = Int(chains[index])
    }
    return nil
  }

  /// Whether these observations are all that the entry has behind it, or more.
  private func hasAll(_ required: [UInt64], of base: Int) -> Bool {
    for word in changingWords..<requiredWords where entries[base + word] & ~required[word] != 0 { return false }
    return true
  }

  private mutating func replace(_ index: Int, _ required: [UInt64], _ open: [UInt64]) -> Int {
    let base = index * stride + 1
    for word in changingWords..<requiredWords { entries[base + word] = required[word] }
    for word in 0..<openWords { entries[base + requiredWords + word] = open[word] }
    return index
  }

  private func hash(_ key: UInt64, _ required: [UInt64]) -> UInt64 {
    var value = Self.mix(key)
    for word in 0..<changingWords { value = Self.mix(value ^ required[word]) }
    return value
  }

  /// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
  static func mix(_ input: UInt64) -> UInt64 {
    var value = input &+ 0x9e37_79b9_7f4a_7c15
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }

  private mutating func grow() {
    var larger = [Int32](repeating: -1, count: slots.count * 2)
    var bits = [UInt64](repeating: 0, count: requiredWords)
    for head in slots where head >= 0 {
      for word in 0..<requiredWords { bits[word] = entries[Int(head) * stride + 1 + word] }
      var slot = Int(truncatingIfNeeded: hash(key(Int(head)), bits) & UInt64(larger.count - 1))
      while larger[slot] >= 0 { slot = (slot + 1) & (larger.count - 1) }
      larger[slot] = head
    }
    slots = larger
  }
}
