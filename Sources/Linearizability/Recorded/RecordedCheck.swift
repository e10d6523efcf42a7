/// Judges a recorded history by one model: gives every operation its meaning, takes the history apart, checks the parts,
/// and explains one that has no order.
struct RecordedCheck<Model: RecordedModel>: Sendable {
  private typealias Subject = Operation<Model.Input, Model.Output>

  /// The operations of one object.
  private struct Part: Sendable {
    let key: HistoryValue?
    /// Positions in the recorded history.
    let positions: [Int]
    let operations: [Operation<Model.Input, Model.Output>]
  }

  private enum Finding: Sendable {
    case ok
    case illegal(completion: Int)
    case unknown(String)
  }

  private let name: ObjectModel
  private let history: RecordedHistory
  private let model: Model
  private let parts: [Part]
  private let limits: CheckLimits
  private let width: Int

  init(
    _ name: ObjectModel, _ history: RecordedHistory, _ initial: HistoryValue?, _ limits: CheckLimits, _ width: Int
  ) throws(HistoryFileError) {
    self.name = name
    self.history = history
    self.limits = limits
    self.width = max(width, 1)
    do { model = try Model(recorded: initial) } catch {
      throw HistoryFileError("\(error)", remedy: "Set the initial state")
    }
    parts = try Self.parts(of: history.operations, name)
  }

  private static func parts(of recorded: [RecordedOperation], _ name: ObjectModel) throws(HistoryFileError) -> [Part] {
    var meanings: [Subject] = []
    meanings.reserveCapacity(recorded.count)
    for operation in recorded { meanings.append(try meaning(operation, name)) }
    guard Model.isPartitioned(recorded) else { return byKey(recorded, meanings) { $0.key } }
    return byKey(recorded, meanings, Model.partition)
  }

  private static func byKey(
    _ recorded: [RecordedOperation], _ meanings: [Subject], _ key: (RecordedOperation) -> HistoryValue?
  ) -> [Part] {
    var numbers: [HistoryValue?: Int] = [:]
    var groups: [(key: HistoryValue?, positions: [Int])] = []
    for (position, operation) in recorded.enumerated() {
      let key = key(operation)
      if let number = numbers[key] {
        groups[number].positions.append(position)
      } else {
        numbers[key] = groups.count
        groups.append((key, [position]))
      }
    }
    return groups.map { group in Part(key: group.key, positions: group.positions, operations: group.positions.map { meanings[$0] }) }
  }

  private static func meaning(_ operation: RecordedOperation, _ name: ObjectModel) throws(HistoryFileError) -> Subject {
    let input: Model.Input
    do { input = try Model.input(operation) } catch {
      throw HistoryFileError(line: operation.invokedLine, "\(name.rawValue): \(error)", remedy: "See the operations of the model")
    }
    var output: Model.Output?
    if let answer = operation.answer {
      do { output = try Model.output(answer, of: input) } catch {
        throw HistoryFileError(
          line: operation.returnedLine ?? operation.invokedLine, "\(name.rawValue): \(error)", remedy: "See the answers of the model")
      }
    }
    return Operation(process: 0, input: input, output: output, invoked: operation.invoked, returned: operation.returned)
  }

  // MARK: Checking

  func report() async -> HistoryReport { report(of: await findings()) }

  func serialReport() -> HistoryReport { report(of: parts.map { finding($0, limits) }) }

  private func report(of findings: [Finding]) -> HistoryReport {
    var report = HistoryReport(
      model: name.rawValue, verdict: .linearizable, operations: history.operations.count,
      open: history.operations.count { $0.returned == nil }, failures: history.failures, partitions: parts.count, illegalKeys: [])
    let illegal = parts.indices.filter { if case .illegal = findings[$0] { true } else { false } }
    report.illegalKeys = illegal.compactMap { parts[$0].key?.description }
    if let smallest = illegal.min(by: { parts[$0].positions.count < parts[$1].positions.count }),
      case .illegal(let completion) = findings[smallest]
    {
      report.verdict = .illegal
      report.violation = violation(parts[smallest], completion)
      return report
    }
    for finding in findings {
      guard case .unknown(let reason) = finding else { continue }
      report.verdict = .unknown
      report.reason = reason
      return report
    }
    if report.operations == report.open {
      report.verdict = .unknown
      report.reason = "no operation completed, so nothing was observed"
    }
    return report
  }

  /// Parts are independent of each other, and a history has an order when each part has one (Herlihy and Wing, 1990,
  /// theorem 1; Horn and Kroening, "Faster linearizability checking via P-compositionality", FORTE 2015).
  private func findings() async -> [Finding] {
    guard parts.count > 1, width > 1 else { return parts.map { finding($0, limits) } }
    let share = limits.divided(by: min(width, parts.count))
    // A few parts a task: many are tiny.
    let chunk = max(1, min(64, parts.count / (width * 4)))
    return await withTaskGroup(of: (Int, [Finding]).self) { group in
      var findings = [Finding](repeating: .ok, count: parts.count)
      var next = 0
      func add() {
        guard next < parts.count else { return }
        let range = next..<min(next + chunk, parts.count)
        next = range.upperBound
        group.addTask { (range.lowerBound, range.map { finding(parts[$0], share) }) }
      }
      for _ in 0..<width { add() }
      for await (start, results) in group {
        findings.replaceSubrange(start..<(start + results.count), with: results)
        add()
      }
      return findings
    }
  }

  private func finding(_ part: Part, _ limits: CheckLimits) -> Finding {
    switch LinearizabilityChecker(model: model, limits: limits).decide(part.operations, from: model.initial) {
    case .ok: .ok
    case .illegal(let completion, _): .illegal(completion: completion)
    case .exhausted(let exhaustion): .unknown((part.key.map { "object \($0): " } ?? "") + exhaustion.reason)
    }
  }

  // MARK: Explaining

  private func violation(_ part: Part, _ completion: Int) -> ReportedViolation {
    let shrunk = HistoryShrinker(model: model, limits: limits).shrink(part.operations, from: model.initial, completion: completion)
    let explained = shrunk.explanation
    let positions = shrunk.positions.map { part.positions[$0] }
    let texts = zip(positions, shrunk.operations).map { Model.text(history.operations[$0], $1.output) }
    let last = history.operations[part.positions[completion]]
    return ReportedViolation(
      key: part.key?.description, operations: Timeline.places(positions.map { history.operations[$0] }, texts, shrunk.operations),
      shrunkFrom: part.operations.count, initialState: shrunk.states.map(model.describe).joined(separator: " or "),
      order: explained.longestOrder,
      statesAfter: states(along: explained.longestOrder, shrunk), blocked: explained.blocked, completion: explained.completion,
      possibleStates: explained.states, completionLine: last.returnedLine,
      completedBefore: part.operations.count { ($0.returned ?? .max) < last.returned ?? .max })
  }

  private func states(along order: [Int], _ shrunk: ShrunkHistory<Model>) -> [String] {
    var state = shrunk.state
    return order.enumerated().map { place, index in
      let operation = shrunk.operations[index]
      state = model.step(state, operation.input, observed: operation.output) ?? state
      return place + ReportText.mostOperations < order.count ? "" : model.describe(state)
    }
  }
}

/// Where operations lie among the invocations and completions that are shown.
enum Timeline {
  static func places<Input: Sendable, Output: Sendable>(
    _ recorded: [RecordedOperation], _ texts: [String], _ operations: [Operation<Input, Output>]
  ) -> [ReportedOperation] {
    var events: [(position: Int, index: Int, isEnd: Bool)] = []
    for (index, operation) in operations.enumerated() {
      events.append((operation.invoked, index, false))
      if let returned = operation.returned { events.append((returned, index, true)) }
    }
    events.sort { ($0.position, $0.isEnd ? 1 : 0, $0.index) < ($1.position, $1.isEnd ? 1 : 0, $1.index) }
    var begins = [Int](repeating: 0, count: operations.count)
    var ends = [Int?](repeating: nil, count: operations.count)
    for (place, event) in events.enumerated() {
      if event.isEnd { ends[event.index] = place } else { begins[event.index] = place }
    }
    return recorded.indices.map { index in
      let operation = recorded[index]
      return ReportedOperation(
        process: operation.process.string ?? operation.process.description, text: texts[index], invokedLine: operation.invokedLine,
        returnedLine: operation.returnedLine, begins: begins[index], ends: ends[index])
    }
  }
}
