import Synchronization

/// The lanes that nobody took up yet; whoever is free takes the next.
final class LaneQueue: Sendable {
  private let lanes: Mutex<ArraySlice<[ContractTask]>>

  init(_ lanes: [[ContractTask]]) { self.lanes = Mutex(lanes[...]) }

  func next() -> [ContractTask]? { lanes.withLock { $0.popFirst() } }
}
