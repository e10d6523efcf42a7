/// The operations of a recorded history, in the order of their invocations.
public struct RecordedHistory: Sendable {
  public let operations: [RecordedOperation]
  /// Operations that certainly failed; they are left out, since they had no effect.
  public let failures: Int

  /// The operations of a history may not be more.
  public static let mostEvents = 4_000_000

  public init(operations: [RecordedOperation], failures: Int = 0) {
    self.operations = operations.sorted { $0.invoked < $1.invoked }
    self.failures = failures
  }

  /// Pairs invocations with completions. An invocation without a completion stays open for ever.
  /// - Throws: ``HistoryFileError`` where that is no history: a completion of nothing, a process with two operations at
  ///   once, or one that goes on after an operation of unknown outcome, which may still be on its way.
  public init(events: [RecordedEvent]) throws(HistoryFileError) {
    var open: [HistoryValue: (position: Int, event: RecordedEvent)] = [:]
    var lost: [HistoryValue: Int] = [:]
    var operations: [RecordedOperation] = []
    var failures = 0
    operations.reserveCapacity(events.count / 2)
    for (position, event) in events.enumerated() {
      guard event.kind != .invoke else {
        if let earlier = open[event.process] { throw .secondInvocation(event, earlier.event.line) }
        if let line = lost[event.process] { throw .lostProcess(event, line) }
        open[event.process] = (position, event)
        continue
      }
      guard let (began, invocation) = open.removeValue(forKey: event.process) else { throw .completionAlone(event) }
      guard invocation.name == event.name else { throw .otherCompletion(event, invocation) }
      if let key = event.key, key != invocation.key, event.kind == .ok { throw .otherKey(event, invocation) }
      switch event.kind {
      case .fail: failures += 1
      case .info:
        lost[event.process] = event.line
        operations.append(Self.operation(invocation, began))
      default:
        operations.append(Self.operation(invocation, began, event, position))
      }
    }
    for (began, invocation) in open.values { operations.append(Self.operation(invocation, began)) }
    self.init(operations: operations, failures: failures)
  }

  private static func operation(
    _ invocation: RecordedEvent, _ began: Int, _ completion: RecordedEvent? = nil, _ ended: Int? = nil
  ) -> RecordedOperation {
    RecordedOperation(
      process: invocation.process, name: invocation.name, key: invocation.key, argument: invocation.value,
      answer: completion.map { RecordedOperation.Answer(value: $0.value, outcome: $0.outcome) }, invoked: began, returned: ended,
      invokedLine: invocation.line, returnedLine: completion?.line)
  }
}
