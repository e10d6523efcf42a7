extension QueueModel: RecordedModel where Value == HistoryValue {
  static var operations: [String] { ["enqueue", "dequeue"] }

  init(recorded initial: HistoryValue?) throws(ModelError) {
    guard let values = (initial ?? .list([])).list else {
      throw .initial("a queue begins with a list of values, not with \(initial ?? .null)")
    }
    self.init(initial: values)
  }

  static func input(_ operation: RecordedOperation) throws(ModelError) -> Input {
    switch operation.name {
    case "enqueue": return .enqueue(operation.argument)
    case "dequeue": return .dequeue
    default: throw unknown(operation)
    }
  }

  static func output(_ answer: RecordedOperation.Answer, of input: Input) throws(ModelError) -> Output {
    guard case .dequeue = input else { return .enqueued }
    guard answer.outcome == nil || answer.outcome == "empty" else { throw .unknownOutcome(answer.outcome ?? "", known: ["empty"]) }
    return answer.outcome == "empty" || answer.value == .null ? .empty : .value(answer.value)
  }
}
