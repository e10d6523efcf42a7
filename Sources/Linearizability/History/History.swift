/// The operations of a run, with their order in real time.
public struct History<Input: Sendable, Output: Sendable>: Sendable {
  /// In the order of their invocations. Operations that certainly failed are left out, since they had no effect.
  public let operations: [Operation<Input, Output>]

  /// Takes operations as they are, for example those of one key.
  public init(operations: [Operation<Input, Output>]) {
    self.operations = operations.sorted { $0.invoked < $1.invoked }
  }

  /// Pairs invocations with completions. An invocation without a completion stays open for ever.
  /// - Throws: `HistoryError` where a client completes what it did not invoke, or invokes while an operation is open;
  ///   that holds also after an unknown outcome, since its operation may still be on its way.
  public init(events: [HistoryEvent<Input, Output>]) throws(HistoryError) {
    var open: [Int: (position: Int, input: Input)] = [:]
    var lost: Set<Int> = []
    var operations: [Operation<Input, Output>] = []
    func close(_ process: Int, at position: Int) throws(HistoryError) -> (position: Int, input: Input) {
      guard let started = open.removeValue(forKey: process) else { throw .completedWithoutInvocation(process: process, position: position) }
      return started
    }
    for (position, event) in events.enumerated() {
      switch event.kind {
      case .invoke(let input):
        guard open[event.process] == nil, !lost.contains(event.process) else {
          throw .invokedWhileOpen(process: event.process, position: position)
        }
        open[event.process] = (position, input)
      case .complete(let output):
        let started = try close(event.process, at: position)
        operations.append(
          Operation(process: event.process, input: started.input, output: output, invoked: started.position, returned: position))
      case .fail:
        _ = try close(event.process, at: position)
      case .unknown:
        let started = try close(event.process, at: position)
        lost.insert(event.process)
        operations.append(
          Operation(process: event.process, input: started.input, output: nil, invoked: started.position, returned: nil))
      }
    }
    for (process, started) in open {
      operations.append(Operation(process: process, input: started.input, output: nil, invoked: started.position, returned: nil))
    }
    self.init(operations: operations)
  }

  /// The histories of each key; a history of independent objects is linearizable when each of these is
  /// (Herlihy and Wing, 1990, theorem 1).
  public func partitioned<Key: Hashable>(by key: (Input) -> Key) -> [Key: History] {
    Dictionary(grouping: operations) { key($0.input) }.mapValues(History.init(operations:))
  }
}

/// Why events are not a history.
public enum HistoryError: Error, Sendable, Equatable, CustomStringConvertible {
  case completedWithoutInvocation(process: Int, position: Int)
  case invokedWhileOpen(process: Int, position: Int)

  public var description: String {
    switch self {
    case .completedWithoutInvocation(let process, let position):
      "event \(position + 1): process \(process) completes an operation that it did not invoke"
    case .invokedWhileOpen(let process, let position):
      "event \(position + 1): process \(process) invokes while its last operation is still open; give it a new process number"
    }
  }
}
