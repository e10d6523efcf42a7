/// The configurations that a search has met, exact and compact: no hash stands for a configuration.
///
/// A configuration is a level, a state, the required operations that are done (one bit each) and the open ones that were
/// taken. One that took fewer open operations can do whatever one can that took more of them, since an open operation
/// need not come; so a configuration is new only where none was met that agrees in the rest and took a part of its open
/// operations.
struct ConfigurationTable {
  let requiredWords: Int
  let openWords: Int
  private let stride: Int
  private(set) var count = 0
  /// `stride` words each: level and state, required bits, open bits.
  private var entries: [UInt64] = []
  /// For each entry the next one with the same level, state and required bits, or -1.
  private var chains: [Int32] = []
  /// Slots of the hash table: the latest entry of a chain, or -1.
  private var slots: [Int32]
  private var heads = 0

  init(requiredWords: Int, openWords: Int) {
    self.requiredWords = requiredWords
    self.openWords = openWords
    stride = 1 + requiredWords + openWords
    slots = Array(repeating: -1, count: 64)
  }

  /// Bytes in use.
  var bytes: Int { entries.capacity * 8 + (chains.capacity + slots.count) * 4 }

  /// Bytes in use while it grows once more, which is when it needs most.
  var bytesAfterGrowth: Int { count * 2 < slots.count ? bytes : bytes * 2 }

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

  /// True where the configuration is new; then it is remembered.
  mutating func insert(level: Int32, state: Int32, required: [UInt64], open: [UInt64]) -> Bool {
    let key = UInt64(UInt32(bitPattern: level)) << 32 | UInt64(UInt32(bitPattern: state))
    if heads * 2 >= slots.count { grow() }
    var slot = Int(truncatingIfNeeded: hash(key, required) & UInt64(slots.count - 1))
    while slots[slot] >= 0 {
      let head = slots[slot]
      if isSame(Int(head), key, required) {
        guard openWords > 0, !isCovered(from: head, open) else { return false }
        append(key, required, open, next: head)
        slots[slot] = Int32(count - 1)
        return true
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    append(key, required, open, next: -1)
    slots[slot] = Int32(count - 1)
    heads += 1
    return true
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
    for word in 0..<requiredWords where entries[base + 1 + word] != required[word] { return false }
    return true
  }

  /// Some entry of the chain took a part of `open`.
  private func isCovered(from head: Int32, _ open: [UInt64]) -> Bool {
    var index = head
    while index >= 0 {
      let base = Int(index) * stride + 1 + requiredWords
      var isPart = true
      for word in 0..<openWords where entries[base + word] & ~open[word] != 0 {
        isPart = false
        break
      }
      if isPart { return true }
      index = chains[Int(index)]
    }
    return false
  }

  private func hash(_ key: UInt64, _ required: [UInt64]) -> UInt64 {
    var value = Self.mix(key)
    for word in 0..<requiredWords { value = Self.mix(value ^ required[word]) }
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
