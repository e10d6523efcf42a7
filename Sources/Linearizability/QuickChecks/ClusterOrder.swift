/// Puts clusters of operations one after another, where each must stay together.
///
/// Cluster A cannot come before B when something of B ended before something of A began. Where no two clusters keep each
/// other from coming first, there is an order of all of them (Gibbons and Korach, "Testing shared memories", SIAM J.
/// Comput. 26(4), 1997, section 5): of a shortest cycle of three or more, the cluster with the earliest end comes before the
/// one after next too, so that there is a shorter one. With zones, between the earliest end and the latest beginning of a
/// cluster, the obstacles are two forward zones that overlap, or a backward one inside a forward one.
struct ClusterOrder {
  struct Zone {
    var earliestEnd: Int
    var latestBeginning: Int

    var isForward: Bool { earliestEnd < latestBeginning }
    var low: Int { min(earliestEnd, latestBeginning) }

    mutating func add(invoked: Int, returned: Int) {
      earliestEnd = min(earliestEnd, returned)
      latestBeginning = max(latestBeginning, invoked)
    }
  }

  /// The positions of the zones in an order, in O(n log n); nil where there is none.
  static func order(_ zones: [Zone]) -> [Int]? {
    // Where two zones begin at the same place, the backward one comes first.
    let ordered = zones.indices.sorted { (zones[$0].low, zones[$0].isForward ? 1 : 0) < (zones[$1].low, zones[$1].isForward ? 1 : 0) }
    var ends: [(begin: Int, end: Int)] = []
    for index in ordered where zones[index].isForward {
      if let last = ends.last, zones[index].earliestEnd < last.end { return nil }
      ends.append((zones[index].earliestEnd, zones[index].latestBeginning))
    }
    var next = 0
    for index in ordered where !zones[index].isForward {
      while next < ends.count, ends[next].begin < zones[index].latestBeginning { next += 1 }
      if next > 0, zones[index].earliestEnd < ends[next - 1].end { return nil }
    }
    return ordered
  }
}
