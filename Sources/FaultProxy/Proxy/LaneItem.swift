import NIOCore

/// What came in on a lane and has not gone out.
struct LaneItem {
  var content: ProxyLane.Content
  let arrived: NIODeadline
  var due: NIODeadline
  /// The faults that keep it back for a time, with the nanoseconds that each asked for.
  var delays: [(entry: FaultEntry, nanoseconds: Int64)] = []
  var slicing: Slicing?
  /// A piece of it is out already.
  var isSliced = false
  /// Blackholes that count its bytes.
  private var heldBy: [Int] = []

  init(content: ProxyLane.Content, arrived: NIODeadline) {
    self.content = content
    self.arrived = arrived
    due = arrived
  }

  /// It was kept back until now, whether it is delivered or its connection ends before: each fault has its share.
  func count(_ now: NIODeadline, _ core: ProxyCore) {
    let asked = delays.reduce(0) { $0 + $1.nanoseconds }
    guard asked > 0 else { return }
    let waited = (now - arrived).nanoseconds
    for delay in delays {
      let share = delays.count == 1 ? waited : Int64(Double(waited) * Double(delay.nanoseconds) / Double(asked))
      core.count(delay.entry) {
        if case .bytes = content { $0.chunksDelayed += 1 } else { $0.endsDelayed += 1 }
        $0.delayNanoseconds += share
      }
    }
  }

  /// A fault is over: it no longer keeps this back.
  mutating func release(_ entry: FaultEntry, _ now: NIODeadline, _ core: ProxyCore) {
    if slicing?.entry === entry { slicing = nil }
    guard delays.contains(where: { $0.entry === entry }) else { return }
    var single = self
    single.delays = delays.filter { $0.entry === entry }
    single.count(now, core)
    delays.removeAll { $0.entry === entry }
    due = arrived + .nanoseconds(delays.reduce(0) { $0 + $1.nanoseconds })
  }

  /// Blackholes hold it.
  mutating func hold(_ holders: [FaultEntry], _ core: ProxyCore) {
    guard case .bytes(let buffer) = content else { return }
    for holder in holders where !heldBy.contains(holder.id) {
      heldBy.append(holder.id)
      core.count(holder, total: heldBy.count == 1) { $0.bytesHeld += buffer.readableBytes }
    }
  }
}
