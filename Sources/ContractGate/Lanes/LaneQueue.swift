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
    return (longestFirst(overviews), longestFirst(others))
  }

  /// Lanes with much to do first, so that in the end no single one is waited for.
  private func longestFirst(_ lanes: [[ContractTask]]) -> [[ContractTask]] {
    let measured = lanes.map { (lane: $0, effort: effort(of: $0)) }
    return measured.enumerated().sorted { ($1.element.effort, $0.offset) < ($0.element.effort, $1.offset) }.map(\.element.lane)
  }

  /// How much a lane has to do beside others: its checks, once more for each call that makes what each of its own calls uses up.
  private func effort(of lane: [ContractTask]) -> Int {
    guard let operation = lane.lazy.compactMap(\.operation).first, ["DELETE", "POST"].contains(operation.method) else { return lane.count }
    var makers: Set<String> = []
    var open = [operation.name]
    while let call = open.popLast().flatMap({ calls[$0] }) {
      for producer in call.sources.values.map(\.producer) + [call.maker].compactMap(\.self) where makers.insert(producer).inserted {
        open.append(producer)
      }
    }
    return lane.count * (1 + makers.count)
  }

  /// Whether an operation only reads, and not an object that its caller made.
  private func isOverview(_ operation: Operation) -> Bool {
    guard operation.method == "GET" || operation.method == "HEAD" else { return false }
    return !(calls[operation.name]?.sources.keys.contains { if case .path = $0 { true } else { false } } ?? false)
  }
}
