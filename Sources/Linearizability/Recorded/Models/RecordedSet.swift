extension SetModel: RecordedModel where Element == HistoryValue {
  static var operations: [String] { ["add", "remove", "contains", "read"] }

  init(recorded initial: HistoryValue?) throws(ModelError) {
    guard let elements = (initial ?? .list([])).list else {
      throw .initial("a set begins with a list of elements, not with \(initial ?? .null)")
    }
    self.init(initial: Set(elements))
  }

  static func input(_ operation: RecordedOperation) throws(ModelError) -> Input {
    switch operation.name {
    case "add": return .add(operation.argument)
    case "remove": return .remove(operation.argument)
    case "contains": return .contains(operation.argument)
    case "read": return .read
    default: throw unknown(operation)
    }
  }

  static func output(_ answer: RecordedOperation.Answer, of input: Input) throws(ModelError) -> Output {
    switch input {
    case .add, .remove:
      if answer.outcome == nil, answer.value.bool == nil { return .done }
      return .answer(try isAccepted(answer))
    case .contains:
      guard let isThere = answer.value.bool else { throw .answer("'contains' was answered with \(answer.value). Record true or false") }
      return .answer(isThere)
    case .read:
      guard let elements = answer.value.list else { throw .answer("'read' was answered with \(answer.value). Record the list of elements") }
      return .elements(Set(elements))
    }
  }

  /// Where an explanation looks at some elements only, a read shows these.
  static func text(_ operation: RecordedOperation, _ output: Output?) -> String {
    guard case .elements(let shown) = output, let all = operation.answer?.value.list.map({ Set($0) }), shown.count < all.count else {
      return operation.text
    }
    var part = operation
    part.answer?.value = .list(shown.sorted { "\($0)" < "\($1)" })
    return part.text + " (and \(all.count - shown.count) more)"
  }

  /// Elements are independent of each other as long as nobody reads all of them at once.
  static func isPartitioned(_ operations: [RecordedOperation]) -> Bool { !operations.contains { $0.name == "read" } }

  static func partition(_ operation: RecordedOperation) -> HistoryValue? { .list([operation.key ?? .null, operation.argument]) }
}
