extension LeaseModel: RecordedModel {
  static var operations: [String] { ["acquire", "use", "release"] }

  init(recorded initial: HistoryValue?) throws(ModelError) {
    guard let token = (initial ?? .integer(0)).int else {
      throw .initial("a lease begins after the greatest token so far, an integer, not \(initial ?? .null)")
    }
    self.init(granted: token)
  }

  static func input(_ operation: RecordedOperation) throws(ModelError) -> Input {
    switch operation.name {
    case "acquire": return .acquire
    case "use": return .use(try amount(operation))
    case "release": return .release(try amount(operation))
    default: throw unknown(operation)
    }
  }

  static func output(_ answer: RecordedOperation.Answer, of input: Input) throws(ModelError) -> Output {
    guard try isAccepted(answer) else { return .rejected }
    return input == .acquire ? .granted(try integer(answer)) : .accepted
  }
}
