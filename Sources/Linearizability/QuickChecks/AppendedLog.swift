/// Checks histories of a key that is only appended to and got.
///
/// Such a value only grows, so everything that was ever got is a beginning of the longest value that was got. Against
/// that one a state is a length, and an append comes only where the longest value continues with it: the search has next
/// to no choice left. (Kingsbury and Alvaro, "Elle", VLDB 2020, build on the same trace of lists.)
struct AppendedLog {
  /// The value as a length of the longest one, or beyond it, where nothing is got any more.
  private struct Model: SequentialModel {
    enum Input: Sendable, Hashable {
      case append([HistoryValue])
      case get(Int)
    }

    static let name = "appended-log"
    static let beyond = -1

    let longest: [HistoryValue]
    let initial: Int

    func step(_ state: Int, _ input: Input, observed output: Bool?) -> Int? {
      switch input {
      case .get(let length): return state == length ? state : nil
      case .append(let piece):
        guard state != Self.beyond else { return state }
        let end = min(state + piece.count, longest.count)
        for index in state..<end where longest[index] != piece[index - state] { return nil }
        return state + piece.count > longest.count ? Self.beyond : end
      }
    }

    func isObservation(_ input: Input, _ output: Bool) -> Bool { if case .get = input { true } else { false } }

    func isHopeless(_ state: Int, _ input: Input, _ output: Bool) -> Bool {
      if case .get(let length) = input { state == Self.beyond || state > length } else { false }
    }

    func fixedOutput(of input: Input) -> Bool? { true }
  }

  private typealias Subject = Operation<KeyValueModel.Input, KeyValueModel.Output>

  private let history: History<Model.Input, Bool>
  private let model: Model
  private var isImpossible = false

  /// Nil where there is another operation than append and get, or other values than texts or lists.
  init?(_ operations: [Operation<KeyValueModel.Input, KeyValueModel.Output>], initial: HistoryValue) {
    guard let start = initial.elements else { return nil }
    var longest = start
    var gets: [[HistoryValue]?] = []
    gets.reserveCapacity(operations.count)
    for operation in operations {
      switch (operation.input, operation.output) {
      case (.append(let value), _):
        guard value.elements != nil || !value.isContainer else { return nil }
        gets.append(nil)
      case (.get, .value(let value)):
        guard let elements = value.elements else { return nil }
        gets.append(operation.returned == nil ? nil : elements)
        if elements.count > longest.count, operation.returned != nil { longest = elements }
      case (.get, nil) where operation.returned == nil: gets.append(nil)
      default: return nil
      }
    }
    let texts = operations.contains { if case .append(.text) = $0.input { true } else { false } }
    let others = operations.contains { if case .append(let value) = $0.input { !value.isText } else { false } }
    guard !(texts && others) else { return nil }
    model = Model(longest: longest, initial: start.count)
    isImpossible = !longest.starts(with: start) || gets.contains { !longest.starts(with: $0 ?? []) }
    history = History(
      operations: zip(operations, gets).compactMap { operation, got in
        let input: Model.Input
        switch operation.input {
        case .append(let value): input = .append(value.isText ? value.elements ?? [] : [value])
        default:
          guard let got else { return nil }
          input = .get(got.count)
        }
        return Operation(
          process: operation.process, input: input, output: true, invoked: operation.invoked, returned: operation.returned)
      })
  }

  /// Nil where the limits did not suffice.
  func verdict(_ limits: CheckLimits) -> QuickVerdict? {
    if isImpossible { return .illegal }
    return switch LinearizabilityChecker(model: model, limits: limits).decide(history.operations, from: model.initial) {
    case .ok: .ok(order: [])
    case .illegal: .illegal
    case .exhausted: nil
    }
  }
}
