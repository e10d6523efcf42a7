/// A history in arrays of small numbers: what the searches run on.
///
/// *Required* operations completed; *open* ones did not, and may take effect at any later time or never. A level is the
/// number of completions that lie behind: at level l, the completion of `byReturn[l]` is the next one, every operation
/// before it in `byReturn` is done, and no operation can be done that began after it (Lowe, "Testing for
/// linearizability", 2017). So what is done is known by the level and by one bit for each operation that is then under
/// way, and each of these has a slot, as variables have registers.
struct CompiledHistory {
  /// Operations in the order of their invocations, as in `History.operations`.
  let count: Int
  /// The rank of the invocation and of the completion among all of them; of an open operation, `Int32.max`.
  let invoked: [Int32]
  let returned: [Int32]
  /// Alike operations, with the same input and output, have the same class.
  let classes: [Int32]
  let isObservation: [Bool]
  /// The required operations in the order of their completions.
  let byReturn: [Int32]
  /// The place of a required operation in `byReturn`; -1 of others.
  let returnLevel: [Int32]
  /// The open operations that can change a state, in the order of their invocations.
  let open: [Int32]
  /// The same, alike ones together. They are taken in this order, so each group has one that can come next.
  let openGroups: [[Int32]]
  /// The group of an open operation; -1 of others.
  let openGroup: [Int32]
  /// The bit of a required operation while it is under way; the position of an open one in `open`; -1 of others.
  let slot: [Int32]
  let requiredWords: Int
  /// The first of these words are for operations that are no observations; the rest is for observations.
  let changingWords: Int
  let openWords: Int
  let exchanges: OpenExchanges
  /// Alike operations of which one must be done before, or -1. See ``twins(_:_:_:)``.
  let twin: [Int32]
  let nestedTwin: [Int32]

  init(
    intervals: [(invoked: Int, returned: Int?)], classes: [Int32], isObservation: [Bool], isUseless: (Int) -> Bool,
    exchange: (_ small: Int32, _ large: Int32) -> Int? = { _, _ in nil }
  ) {
    count = intervals.count
    self.classes = classes
    self.isObservation = isObservation
    (invoked, returned) = Self.ranks(intervals)
    let returned = returned
    byReturn = (0..<Int32(count)).filter { returned[Int($0)] != .max }.sorted { returned[Int($0)] < returned[Int($1)] }
    var levels = [Int32](repeating: -1, count: count)
    for (level, operation) in byReturn.enumerated() { levels[Int(operation)] = Int32(level) }
    returnLevel = levels
    open = (0..<Int32(count)).filter { returned[Int($0)] == .max && !isUseless(Int($0)) }
    (openGroups, openGroup) = Self.groups(open, classes)
    var slots = [Int32](repeating: -1, count: count)
    changingWords = Self.assignSlots(invoked, returned, byReturn, from: 0, to: &slots) { !isObservation[$0] }
    requiredWords = Self.assignSlots(invoked, returned, byReturn, from: changingWords, to: &slots) { isObservation[$0] }
    for (position, operation) in open.enumerated() { slots[Int(operation)] = Int32(position) }
    slot = slots
    openWords = (open.count + 63) / 64
    exchanges = OpenExchanges(groups: openGroups, words: openWords, slot: slots, count: exchange)
    (twin, nestedTwin) = Self.twins(classes, returned, open)
  }

  func isRequired(_ operation: Int32) -> Bool { returned[Int(operation)] != .max }

  private static func groups(_ open: [Int32], _ classes: [Int32]) -> (groups: [[Int32]], group: [Int32]) {
    var groups: [[Int32]] = []
    var group = [Int32](repeating: -1, count: classes.count)
    var numbers: [Int32: Int] = [:]
    for operation in open {
      let number = numbers[classes[Int(operation)], default: groups.count]
      if number == groups.count {
        numbers[classes[Int(operation)]] = number
        groups.append([])
      }
      groups[number].append(operation)
      group[Int(operation)] = Int32(number)
    }
    return (groups, group)
  }

  /// At the same position an invocation comes first, so that the two operations overlap and either order is allowed.
  private static func ranks(_ intervals: [(invoked: Int, returned: Int?)]) -> (invoked: [Int32], returned: [Int32]) {
    var events: [(position: Int, entry: Int)] = []
    events.reserveCapacity(intervals.count * 2)
    for (index, interval) in intervals.enumerated() {
      events.append((interval.invoked, index * 2))
      if let returned = interval.returned { events.append((max(returned, interval.invoked), index * 2 + 1)) }
    }
    events.sort { ($0.position, $0.entry & 1, $0.entry) < ($1.position, $1.entry & 1, $1.entry) }
    var invoked = [Int32](repeating: 0, count: intervals.count)
    var returned = [Int32](repeating: .max, count: intervals.count)
    for (rank, event) in events.enumerated() {
      if event.entry & 1 == 0 { invoked[event.entry / 2] = Int32(rank) } else { returned[event.entry / 2] = Int32(rank) }
    }
    return (invoked, returned)
  }

  /// The lowest free slot at each invocation, free again after the completion, in words from `firstWord` on. Returns the
  /// word behind them.
  private static func assignSlots(
    _ invoked: [Int32], _ returned: [Int32], _ byReturn: [Int32], from firstWord: Int, to slots: inout [Int32], of isMember: (Int) -> Bool
  ) -> Int {
    var free: [Int32] = []
    var width = Int32(firstWord * 64)
    var next = 0
    for operation in invoked.indices where returned[operation] != .max && isMember(operation) {
      while next < byReturn.count, returned[Int(byReturn[next])] < invoked[operation] {
        if isMember(Int(byReturn[next])) { free.append(slots[Int(byReturn[next])]) }
        next += 1
      }
      if let slot = free.popLast() {
        slots[operation] = slot
      } else {
        slots[operation] = width
        width += 1
      }
    }
    return (Int(width) + 63) / 64
  }

  /// Of two alike operations that could both come now, the one that must end earlier may be taken first: in every order
  /// they can change places. So an operation waits for the last one that began and ended before it did, and for the last
  /// one that ended before it, where that one has begun.
  private static func twins(_ classes: [Int32], _ returned: [Int32], _ open: [Int32]) -> (twin: [Int32], nested: [Int32]) {
    var twin = [Int32](repeating: -1, count: classes.count)
    var nested = twin
    var members: [Int32: [Int32]] = [:]
    for operation in classes.indices where returned[operation] != .max { members[classes[operation], default: []].append(Int32(operation)) }
    for group in members.values where group.count > 1 {
      var latest: Int32 = -1
      for operation in group {
        if latest >= 0, returned[Int(latest)] < returned[Int(operation)] { twin[Int(operation)] = latest }
        if latest < 0 || returned[Int(latest)] < returned[Int(operation)] { latest = operation }
      }
      let ordered = group.sorted { returned[Int($0)] < returned[Int($1)] }
      for (earlier, later) in zip(ordered, ordered.dropFirst()) where twin[Int(later)] != earlier { nested[Int(later)] = earlier }
    }
    var latestOpen: [Int32: Int32] = [:]
    for operation in open {
      if let other = latestOpen.updateValue(operation, forKey: classes[Int(operation)]) { twin[Int(operation)] = other }
      if let last = members[classes[Int(operation)]]?.last { nested[Int(operation)] = last }
    }
    return (twin, nested)
  }
}
