extension SingleUseModel: RecordedModel {
  static var operations: [String] { ["consume"] }

  init(recorded initial: HistoryValue?) throws(ModelError) {
    switch initial {
    case nil, .null: self.init()
    case .bool(let used): self.init(used: used)
    default: throw .initial("a thing for single use begins used (true) or not (false), not \(initial ?? .null)")
    }
  }

  static func input(_ operation: RecordedOperation) throws(ModelError) -> Input {
    guard operation.name == "consume" else { throw unknown(operation) }
    return .consume
  }

  static func output(_ answer: RecordedOperation.Answer, of input: Input) throws(ModelError) -> Output {
    try isAccepted(answer) ? .accepted : .rejected
  }

  /// Each token is a thing of its own, named by the key or by the value.
  static func partition(_ operation: RecordedOperation) -> HistoryValue? {
    operation.key ?? (operation.argument == .null ? nil : operation.argument)
  }
}
