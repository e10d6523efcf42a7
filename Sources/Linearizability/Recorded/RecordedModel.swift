/// A model that gives a recorded operation its meaning.
protocol RecordedModel: SequentialModel {
  /// The operations that there are, as they are written.
  static var operations: [String] { get }

  /// - Parameter initial: the state at the beginning, as it is written; nil where nothing is said.
  init(recorded initial: HistoryValue?) throws(ModelError)

  static func input(_ operation: RecordedOperation) throws(ModelError) -> Input

  static func output(_ answer: RecordedOperation.Answer, of input: Input) throws(ModelError) -> Output

  /// The operation for people.
  /// - Parameter output: what of its answer an explanation looks at.
  static func text(_ operation: RecordedOperation, _ output: Output?) -> String

  /// What the operation is about, where objects are independent of each other; nil where all are about one.
  static func partition(_ operation: RecordedOperation) -> HistoryValue?

  /// Whether a history may be taken apart by ``partition(_:)``; asked once for each.
  static func isPartitioned(_ operations: [RecordedOperation]) -> Bool
}

extension RecordedModel {
  static func partition(_ operation: RecordedOperation) -> HistoryValue? { operation.key }
  static func isPartitioned(_ operations: [RecordedOperation]) -> Bool { true }
  static func text(_ operation: RecordedOperation, _ output: Output?) -> String { operation.text }
}

/// Why a recorded operation, or an initial state, means nothing to a model.
public enum ModelError: Error, Sendable, Hashable, CustomStringConvertible {
  case unknownOperation(String, known: [String])
  case argument(String)
  case answer(String)
  case initial(String)
  case unknownOutcome(String, known: [String])

  public var description: String {
    switch self {
    case .unknownOperation(let name, let known):
      "unknown operation '\(HistoryFileError.short(name))'. There are: \(known.joined(separator: ", "))"
    case .argument(let text): text
    case .answer(let text): text
    case .initial(let text): text
    case .unknownOutcome(let name, let known):
      "unknown outcome '\(HistoryFileError.short(name))'. There are: \(known.joined(separator: ", "))"
    }
  }
}

extension RecordedModel {
  static func unknown(_ operation: RecordedOperation) -> ModelError { .unknownOperation(operation.name, known: operations) }

  /// An integer that is asked for; the default where nothing is said.
  static func amount(_ operation: RecordedOperation, default standard: Int? = nil) throws(ModelError) -> Int {
    if operation.argument == .null, let standard { return standard }
    guard let amount = operation.argument.int else {
      throw .argument("'\(operation.name)' has the value \(operation.argument), which is no integer. Give it one")
    }
    return amount
  }

  static func integer(_ answer: RecordedOperation.Answer) throws(ModelError) -> Int {
    guard let value = answer.value.int else { throw .answer("the answer \(answer.value) is no integer. Record the number that was seen") }
    return value
  }

  static func pair(_ operation: RecordedOperation) throws(ModelError) -> (HistoryValue, HistoryValue) {
    guard let pair = operation.argument.list, pair.count == 2 else {
      throw .argument("'\(operation.name)' has the value \(operation.argument). Give it a pair: [expected, new]")
    }
    return (pair[0], pair[1])
  }

  /// Whether it was granted: by the outcome, else by a value of true or false, else it was.
  static func isAccepted(_ answer: RecordedOperation.Answer) throws(ModelError) -> Bool {
    switch answer.outcome {
    case "accepted": return true
    case "rejected": return false
    case nil: return answer.value != .bool(false)
    case let outcome?: throw .unknownOutcome(outcome, known: ["accepted", "rejected"])
    }
  }
}
