extension MutexModel: RecordedModel where Owner == HistoryValue {
  static var operations: [String] { ["acquire", "release"] }

  init(recorded initial: HistoryValue?) throws(ModelError) {
    switch initial {
    case nil, .null: self.init()
    case .text(let word) where word.string == "free": self.init()
    case .text(let word) where word.string == "held": self.init(initial: .held(nil))
    default: throw .initial("a mutex begins free or held, not \(initial ?? .null)")
    }
  }

  static func input(_ operation: RecordedOperation) throws(ModelError) -> Input {
    let owner = operation.argument == .null ? nil : operation.argument
    switch operation.name {
    case "acquire": return .acquire(owner)
    case "release": return .release(owner)
    default: throw unknown(operation)
    }
  }

  static func output(_ answer: RecordedOperation.Answer, of input: Input) throws(ModelError) -> Output {
    try isAccepted(answer) ? .accepted : .rejected
  }
}
