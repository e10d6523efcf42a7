/// A register, as `register` without compare-and-set and as `cas-register` with it.
extension RegisterModel: RecordedModel where Value == HistoryValue {
  static var operations: [String] { ["read", "write", "cas"] }

  init(recorded initial: HistoryValue?) throws(ModelError) { self.init(initial: Self.present(initial ?? .null)) }

  static func input(_ operation: RecordedOperation) throws(ModelError) -> Input {
    switch operation.name {
    case "read": return .read
    case "write": return .write(operation.argument)
    case "cas":
      let (expected, new) = try pair(operation)
      return .compareAndSet(expected: expected, new: new)
    default: throw unknown(operation)
    }
  }

  static func output(_ answer: RecordedOperation.Answer, of input: Input) throws(ModelError) -> Output {
    switch input {
    case .read: return .value(present(answer.value))
    case .write: return .written
    case .compareAndSet: return .compared(try isAccepted(answer))
    }
  }

  private static func present(_ value: HistoryValue) -> HistoryValue? { value == .null ? nil : value }
}
