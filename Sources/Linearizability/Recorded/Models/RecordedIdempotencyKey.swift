extension IdempotencyKeyModel: RecordedModel where Value == HistoryValue {
  static var operations: [String] { ["request"] }

  private static var outcomes: [String] { ["created", "replayed", "conflict"] }

  init(recorded initial: HistoryValue?) throws(ModelError) {
    guard (initial ?? .null) == .null else { throw .initial("an idempotency key begins unused; leave the initial state out") }
    self.init()
  }

  static func input(_ operation: RecordedOperation) throws(ModelError) -> Input {
    guard operation.name == "request" else { throw unknown(operation) }
    return Input(payload: operation.argument == .null ? nil : operation.argument)
  }

  static func output(_ answer: RecordedOperation.Answer, of input: Input) throws(ModelError) -> Output {
    switch answer.outcome {
    case nil: return .result(answer.value)
    case "created": return .created(answer.value)
    case "replayed": return .replayed(answer.value)
    case "conflict": return .conflict
    case let outcome?: throw .unknownOutcome(outcome, known: outcomes)
    }
  }
}
