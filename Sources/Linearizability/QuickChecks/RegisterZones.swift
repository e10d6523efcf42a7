/// Decides, in O(n log n), histories of a register in which every write writes another value.
///
/// Each value's operations, its write and its reads, are a cluster, and clusters must come one after another
/// (``ClusterOrder``). A total order exists unless there is no order of the clusters, or a read saw what was never or not yet
/// written (Gibbons and Korach, "Testing shared memories", SIAM J. Comput. 26(4), 1997, section 5).
struct RegisterZones<Value: Hashable & Sendable> {
  /// A read or a write, of an operation of a history.
  struct Access {
    let operation: Int
    let isWrite: Bool
    /// Nil: the register was empty.
    let value: Value?
    let invoked: Int
    /// `Int.max` where it never ended.
    let returned: Int
  }

  private struct Cluster {
    var write: Access?
    var reads: [Access] = []
    var zone: ClusterOrder.Zone
  }

  private let clusters: [Cluster]
  private let isImpossible: Bool

  /// Nil where some value is written twice, or written and there from the beginning.
  init?(_ accesses: [Access], initial: Value?) {
    var numbers: [Value?: Int] = [initial: 0]
    var clusters = [Cluster(zone: .init(earliestEnd: .min, latestBeginning: .min))]
    for access in accesses where access.isWrite {
      guard numbers.updateValue(clusters.count, forKey: access.value) == nil else { return nil }
      clusters.append(Cluster(write: access, zone: .init(earliestEnd: access.returned, latestBeginning: access.invoked)))
    }
    var isImpossible = false
    for access in accesses where !access.isWrite && access.returned != .max {
      guard let number = numbers[access.value], access.returned >= clusters[number].write?.invoked ?? .min else {
        isImpossible = true
        continue
      }
      clusters[number].reads.append(access)
      clusters[number].zone.add(invoked: access.invoked, returned: access.returned)
    }
    // A write that never ended and that nobody saw need not have taken place.
    self.clusters = clusters.filter { !($0.write?.returned == .max && $0.reads.isEmpty) }
    self.isImpossible = isImpossible
  }

  func verdict() -> QuickVerdict {
    if isImpossible { return .illegal }
    guard let ordered = ClusterOrder.order(clusters.map(\.zone)) else { return .illegal }
    var order: [Int] = []
    for number in ordered {
      let cluster = clusters[number]
      if let write = cluster.write { order.append(write.operation) }
      order += cluster.reads.sorted { $0.invoked < $1.invoked }.map(\.operation)
    }
    return .ok(order: order)
  }
}

extension RegisterZones {
  /// Nil where there is a compare-and-set too.
  init?(_ operations: [Operation<RegisterModel<Value>.Input, RegisterModel<Value>.Output>], initial: Value?) {
    var accesses: [Access] = []
    accesses.reserveCapacity(operations.count)
    for (index, operation) in operations.enumerated() {
      switch (operation.input, operation.output) {
      case (.write(let value), _):
        accesses.append(
          Access(operation: index, isWrite: true, value: value, invoked: operation.invoked, returned: operation.returned ?? .max))
      case (.read, .value(let seen)):
        accesses.append(
          Access(operation: index, isWrite: false, value: seen, invoked: operation.invoked, returned: operation.returned ?? .max))
      case (.read, nil) where operation.returned == nil: continue
      default: return nil
      }
    }
    self.init(accesses, initial: initial)
  }
}
