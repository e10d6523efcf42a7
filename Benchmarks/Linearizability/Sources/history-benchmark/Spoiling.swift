import Linearizability

/// Makes one of the last answers of a history wrong: by little, but certainly.
struct Spoiler {
  typealias Pending = Simulation.Pending

  let kind: Workload.Kind
  /// Whether the lock is held at the end.
  let isHeld: Bool

  func spoil(_ pending: inout [Pending]) {
    let order = pending.indices.sorted { pending[$0].effect < pending[$1].effect }
    // The very last ones are left alone, so that something follows.
    let victims = order.filter { !pending[$0].isLost }.dropLast(min(3, order.count / 4))
    guard let (victim, answer) = choice(victims.reversed(), pending) else { return }
    pending[victim].answer = answer
  }

  private func choice(_ latest: [Int], _ pending: [Pending]) -> (Int, HistoryValue)? {
    switch kind {
    case .casRegister: return overwritten(latest, pending)
    case .mutex:
      // One acquisition or release too many for what the lock was in the end.
      return first(latest, pending, isHeld ? "acquire" : "release") { $0.answer == .bool(false) ? .bool(true) : nil }
    case .lease: return fenced(latest, pending)
    case .singleUse: return first(latest, pending, "consume") { $0.answer == .bool(false) ? .bool(true) : nil }
    case .idempotencyKey:
      return first(latest, pending, "request") { request in
        pending.filter { $0.key == request.key && !$0.isLost }.count > 1 ? .integer(-1) : nil
      }
    case .stock: return first(latest, pending, "read") { $0.answer.int.map { .integer($0 + 1) } }
    case .bank:
      return first(latest, pending, "read") { read in
        guard var list = read.answer.list, let one = list[0].int, let other = list[1].int, other > 0 else { return nil }
        (list[0], list[1]) = (.integer(one + 1), .integer(other - 1))
        return .list(list)
      }
    case .set: return first(latest, pending, "read") { $0.answer.list.map { .list(Array($0.dropFirst())) } }
    case .keyValue, .register, .counter, .mixedCounter, .queue: return stale(latest, pending)
    }
  }

  private func first(
    _ latest: [Int], _ pending: [Pending], _ name: String, _ wrong: (Pending) -> HistoryValue?
  ) -> (Int, HistoryValue)? {
    for index in latest where pending[index].name == name { if let answer = wrong(pending[index]) { return (index, answer) } }
    return nil
  }

  /// What was answered some time before.
  private func stale(_ latest: [Int], _ pending: [Pending]) -> (Int, HistoryValue)? {
    guard let victim = latest.first(where: { pending[$0].answer != .null }) else { return nil }
    let older = latest.first { index in
      pending[index].returned + 300 < pending[victim].invoked && pending[index].key == pending[victim].key
        && pending[index].answer != pending[victim].answer && pending[index].name == pending[victim].name
    }
    return (victim, older.map { pending[$0].answer } ?? (kind == .counter || kind == .mixedCounter ? .integer(-1) : .string("never")))
  }

  /// A read of a value that was overwritten before it began, and that nobody wrote since.
  private func overwritten(_ latest: [Int], _ pending: [Pending]) -> (Int, HistoryValue)? {
    let recent = latest.prefix(2_000).map { pending[$0] }
    for victim in latest.prefix(500) where pending[victim].name == "read" {
      let read = pending[victim]
      for value in (0..<3).map({ HistoryValue.integer($0) }) {
        let writers = recent.filter { ($0.name == "write" && $0.argument == value) || ($0.name == "cas" && $0.argument.list?[1] == value) }
        guard let last = writers.filter({ $0.invoked <= read.returned }).map(\.returned).max() else { continue }
        let isOver = recent.contains {
          $0.name == "write" && $0.argument != value && $0.invoked > last && $0.returned < read.invoked
        }
        if isOver { return (victim, value) }
      }
    }
    return nil
  }

  /// A token that is taken although a greater one was taken before.
  private func fenced(_ latest: [Int], _ pending: [Pending]) -> (Int, HistoryValue)? {
    let recent = latest.prefix(2_000).map { pending[$0] }
    for victim in latest where pending[victim].name == "use" && pending[victim].answer == .bool(false) {
      let use = pending[victim]
      let isFenced = recent.contains {
        $0.name == "use" && $0.answer == .null && $0.returned < use.invoked && $0.argument.int ?? 0 > use.argument.int ?? 0
      }
      if isFenced { return (victim, .null) }
    }
    return nil
  }
}
