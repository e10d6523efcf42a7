extension KeyValueModel: RecordedModel {
  static var operations: [String] { ["get", "put", "append", "delete", "cas"] }

  init(recorded initial: HistoryValue?) throws(ModelError) { self.init(initial: initial ?? .null) }

  static func input(_ operation: RecordedOperation) throws(ModelError) -> Input {
    switch operation.name {
    case "get", "read": return .get
    case "put", "write": return .put(operation.argument)
    case "append": return .append(operation.argument)
    case "delete": return .delete
    case "cas":
      let (expected, new) = try pair(operation)
      return .compareAndSet(expected: expected, new: new)
    default: throw unknown(operation)
    }
  }

  static func output(_ answer: RecordedOperation.Answer, of input: Input) throws(ModelError) -> Output {
    switch input {
    case .get: return .value(answer.value)
    case .compareAndSet: return .compared(try isAccepted(answer))
    case .put, .append, .delete: return .done
    }
  }
}
