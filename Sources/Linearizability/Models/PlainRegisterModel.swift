/// A register that is read and written only.
public struct PlainRegisterModel: SequentialModel, RecordedModel {
  public typealias Whole = RegisterModel<HistoryValue>
  public typealias Input = Whole.Input
  public typealias Output = Whole.Output

  public static let name = "register"
  static let operations = ["read", "write"]

  private let whole: Whole

  public init(initial value: HistoryValue) { whole = Whole(initial: value == .null ? nil : value) }

  init(recorded initial: HistoryValue?) throws(ModelError) { whole = try Whole(recorded: initial) }

  public var initial: HistoryValue? { whole.initial }

  public func step(_ state: HistoryValue?, _ input: Input, observed output: Output?) -> HistoryValue?? {
    if case .compareAndSet = input { nil } else { whole.step(state, input, observed: output) }
  }

  public func state(after input: Input, _ output: Output) -> HistoryValue?? { whole.state(after: input, output) }

  public func isObservation(_ input: Input, _ output: Output) -> Bool { whole.isObservation(input, output) }
  public func fixedOutput(of input: Input) -> Output? { whole.fixedOutput(of: input) }
  public func weight(of state: HistoryValue?) -> Int { state?.weight ?? 0 }
  public func removal(of input: Input, _ output: Output?) -> RemovalRule { whole.removal(of: input, output) }
  public func describe(_ state: HistoryValue?) -> String { whole.describe(state) }

  public func quickVerdict(of operations: [Operation<Input, Output>], from state: HistoryValue?, limits: CheckLimits) -> QuickVerdict? {
    whole.quickVerdict(of: operations, from: state, limits: limits)
  }

  static func input(_ operation: RecordedOperation) throws(ModelError) -> Input {
    guard operation.name != "cas" else {
      throw .unknownOperation(operation.name, known: operations + ["cas (with the model cas-register)"])
    }
    guard operations.contains(operation.name) else { throw unknown(operation) }
    return try Whole.input(operation)
  }

  static func output(_ answer: RecordedOperation.Answer, of input: Input) throws(ModelError) -> Output {
    try Whole.output(answer, of: input)
  }
}
