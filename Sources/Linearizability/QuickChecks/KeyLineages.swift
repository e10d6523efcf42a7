/// Decides, in O(n log n) and linear in what was got, histories of a key that is put, appended to and got, where every
/// piece that was put or appended is another one, and every value that was got is made of such pieces in one way only.
///
/// Then a value tells its *lineage*: the put it began with, and the appends that came one right after another. What a lineage
/// holds, its writes and all who got one of its values, is a cluster as in ``RegisterZones``: nothing of another one can
/// come between. Inside of it all is in order already, so only real time is left to compare; and the clusters have an
/// order unless two keep each other from coming first (``ClusterOrder``). A write that nobody saw is a cluster of its
/// own: what it left is gone before anybody looks again.
struct KeyLineages {
  typealias Subject = Operation<KeyValueModel.Input, KeyValueModel.Output>

  /// A value, as long as it is there: who wrote it, who got it, and the append that it was continued by.
  private struct Version {
    /// Nil of what was there from the beginning.
    let write: Int?
    var isBase: Bool
    var gets: [Int] = []
    var next: Int?
    var isContinuation = false
  }

  private let operations: [Subject]
  private var versions: [Version] = []
  private var isImpossible = false

  /// Nil where there are other operations, pieces that come again, or values that can be taken apart in several ways.
  init?(_ operations: [Subject], initial: HistoryValue) {
    self.operations = operations
    guard var pieces = ValuePieces(operations, initial: initial) else { return nil }
    versions = pieces.writers.map { Version(write: $0.operation, isBase: $0.isBase) }
    for (index, operation) in operations.enumerated() where operation.input == .get && operation.returned != nil {
      guard case .value(let seen) = operation.output else { return nil }
      switch pieces.parse(seen) {
      case .ambiguous: return nil
      case .impossible: isImpossible = true
      case .made(let chain): add(index, chain)
      }
    }
  }

  /// Notes that the value made of these pieces was got.
  private mutating func add(_ get: Int, _ chain: [Int]) {
    for (earlier, later) in zip(chain, chain.dropFirst()) {
      if versions[earlier].next == later { continue }
      // It came right after one piece, and after another; or two came right after one.
      if versions[earlier].next != nil || versions[later].isContinuation {
        isImpossible = true
        return
      }
      versions[earlier].next = later
      versions[later].isContinuation = true
    }
    if let last = chain.last { versions[last].gets.append(get) }
  }

  func verdict() -> QuickVerdict {
    if isImpossible { return .illegal }
    var zones: [ClusterOrder.Zone] = []
    var clusters: [[Int]] = []
    for (first, version) in versions.enumerated() where !version.isContinuation {
      var zone = ClusterOrder.Zone(earliestEnd: .max, latestBeginning: .min)
      guard let cluster = cluster(from: first, &zone) else { return .illegal }
      if version.write == nil { zone.earliestEnd = .min }
      // An open write that nobody saw need not have taken place.
      if cluster.isEmpty, version.write != nil { continue }
      zones.append(zone)
      clusters.append(cluster)
    }
    guard let order = ClusterOrder.order(zones) else { return .illegal }
    return .ok(order: order.flatMap { clusters[$0] })
  }

  /// The operations of a lineage in their order; nil where that contradicts real time.
  private func cluster(from first: Int, _ zone: inout ClusterOrder.Zone) -> [Int]? {
    var order: [Int] = []
    var latest = Int.min
    var following: Int? = first
    while let number = following {
      let version = versions[number]
      following = version.next
      var members = version.gets.sorted { operations[$0].invoked < operations[$1].invoked }
      if let write = version.write {
        let isSeen = !version.gets.isEmpty || version.next != nil || version.isContinuation
        if !isSeen, operations[write].returned == nil { continue }
        members.insert(write, at: 0)
      }
      for member in members {
        let (invoked, returned) = (operations[member].invoked, operations[member].returned ?? .max)
        guard returned >= latest else { return nil }
        latest = max(latest, invoked)
        zone.add(invoked: invoked, returned: returned)
      }
      order += members
    }
    return order
  }
}
