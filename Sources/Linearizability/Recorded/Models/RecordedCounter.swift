extension CounterModel: RecordedModel {
  static var operations: [String] { ["add", "increment", "decrement", "add-and-get", "read"] }

  init(recorded initial: HistoryValue?) throws(ModelError) {
    guard let value = (initial ?? .integer(0)).int else { throw .initial("a counter begins at an integer, not at \(initial ?? .null)") }
    self.init(initial: value)
  }

  static func input(_ operation: RecordedOperation) throws(ModelError) -> Input {
    switch operation.name {
    case "add", "increment": return .add(try amount(operation, default: 1))
    case "decrement": return .add(0 &- (try amount(operation, default: 1)))
    case "add-and-get": return .addAndGet(try amount(operation, default: 1))
    case "read": return .read
    default: throw unknown(operation)
    }
  }

  static func output(_ answer: RecordedOperation.Answer, of input: Input) throws(ModelError) -> Output {
    if case .add = input { .added } else { .value(try integer(answer)) }
  }
}
