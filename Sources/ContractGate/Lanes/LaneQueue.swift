import OpenAPI
import Synchronization

/// The lanes that nobody took up yet; whoever is free takes the next.
final class LaneQueue: Sendable {
  private let lanes: Mutex<ArraySlice<[ContractTask]>>

  init(_ lanes: [[ContractTask]]) { self.lanes = Mutex(lanes[...]) }

  func next() -> [ContractTask]? { lanes.withLock { $0.popFirst() } }
}

extension ContractModel {
  /// Lanes that read what is there in all, and then those that work on objects of their own.
  ///
  /// What a list or a search shows would otherwise depend on what other lanes have made until then.
  func waves(of lanes: [[ContractTask]]) -> (overviews: [[ContractTask]], others: [[ContractTask]]) {
    var (overviews, others): ([[ContractTask]], [[ContractTask]]) = ([], [])
    for lane in lanes {
      if let operation = lane.lazy.compactMap(\.operation).first, isOverview(operation) {
        overviews.append(lane)
      } else {
        others.append(lane)
      }
    }
    return (overviews, others)
  }

  /// Whether an operation only reads, and not an object that its caller made.
  private func isOverview(_ operation: Operation) -> Bool {
    guard operation.method == "GET" || operation.method == "HEAD" else { return false }
    return !(calls[operation.name]?.sources.keys.contains { if case .path = $0 { true } else { false } } ?? false)
  }
}
