/// Says whether a recorded history is that of one object.
public protocol HistoryJudge: Sendable {
  /// - Throws: ``HistoryFileError`` where an operation, or the initial state, means nothing to the object.
  func report(on history: RecordedHistory, initial: HistoryValue?) throws(HistoryFileError) -> HistoryReport
}

/// Judges short histories by a model, one object after the other.
public struct ModelJudge: HistoryJudge {
  public let model: ObjectModel

  public init(_ model: ObjectModel) { self.model = model }

  public func report(on history: RecordedHistory, initial: HistoryValue?) throws(HistoryFileError) -> HistoryReport {
    try model.checkSerially(history, initial: initial)
  }
}

extension HistoryJudge {
  /// Whether the judge refuses a history that no object of the model has. One that accepts even that proves nothing.
  /// - Throws: ``HistoryFileError`` where it doesn't understand the model's operations.
  public func refusesTheImpossible(for model: ObjectModel) throws(HistoryFileError) -> Bool {
    let impossible = try ImpossibleHistory(model)
    return try report(on: impossible.history, initial: impossible.initial).verdict == .illegal
  }
}

/// For each model a few operations, one after the other, with answers that no such object gives.
struct ImpossibleHistory {
  let history: RecordedHistory
  let initial: HistoryValue?

  init(_ model: ObjectModel) throws(HistoryFileError) {
    let (state, calls) = Self.calls(of: model)
    var operations: [RecordedOperation] = []
    for (number, call) in calls.enumerated() {
      operations.append(
        RecordedOperation(
          process: .integer(number + 1), name: call.name, argument: try HistoryValue(text: call.argument),
          answer: RecordedOperation.Answer(value: try HistoryValue(text: call.answer)), invoked: 2 * number, returned: 2 * number + 1))
    }
    history = RecordedHistory(operations: operations)
    var value: HistoryValue?
    if let state { value = try HistoryValue(text: state) }
    initial = value
  }

  /// Values in JSON.
  private typealias Call = (name: String, argument: String, answer: String)

  private static func calls(of model: ObjectModel) -> (initial: String?, calls: [Call]) {
    switch model {
    case .register: (nil, [("write", "1", "1"), ("write", "2", "2"), ("read", "null", "1")])
    case .casRegister: ("0", [("cas", "[0,1]", "[0,1]"), ("cas", "[0,2]", "[0,2]")])
    case .counter: (nil, [("add", "2", "null"), ("add", "2", "null"), ("read", "null", "2")])
    case .set: (nil, [("add", "1", "null"), ("contains", "1", "false")])
    case .queue: (nil, [("enqueue", "1", "null"), ("enqueue", "2", "null"), ("dequeue", "null", "2")])
    case .mutex: (nil, [("acquire", "null", "null"), ("acquire", "null", "null")])
    case .lease: (nil, [("acquire", "null", "2"), ("acquire", "null", "2")])
    case .singleUse: (nil, [("consume", "\"t\"", "true"), ("consume", "\"t\"", "true")])
    case .idempotencyKey: (nil, [("request", "{\"a\":1}", "7"), ("request", "{\"a\":1}", "8")])
    case .stock: ("2", [("reserve", "2", "null"), ("reserve", "1", "null")])
    case .keyValue: (nil, [("put", "\"a\"", "null"), ("append", "\"b\"", "null"), ("get", "null", "\"ba\"")])
    case .bank:
      ("{\"0\":10,\"1\":0}", [("transfer", "{\"from\":0,\"to\":1,\"amount\":4}", "null"), ("read", "null", "{\"0\":10,\"1\":4}")])
    }
  }
}
