/// One key of a key-value store: get, put, append, delete, compare-and-set.
public struct KeyValueModel: SequentialModel {
  public enum Input: Sendable, Hashable {
    case get
    case put(HistoryValue)
    case append(HistoryValue)
    case delete
    case compareAndSet(expected: HistoryValue, new: HistoryValue)
  }

  public enum Output: Sendable, Hashable {
    /// What a get saw; null where there is nothing.
    case value(HistoryValue)
    case done
    /// Whether a compare-and-set took place.
    case compared(Bool)
  }

  public static let name = "kv"

  /// Null where there is nothing.
  public let initial: HistoryValue

  public init(initial: HistoryValue = .null) { self.initial = initial }

  public func step(_ state: HistoryValue, _ input: Input, observed output: Output?) -> HistoryValue? {
    switch (input, output) {
    case (.get, .value(let seen)): return seen == state || (state == .null && seen.isEmpty) ? state : nil
    case (.get, nil): return state
    case (.put(let value), .done), (.put(let value), nil): return value
    case (.append(let value), .done), (.append(let value), nil): return state.appending(value)
    case (.delete, .done), (.delete, nil): return .null
    case (.compareAndSet(let expected, let new), .compared(true)): return state == expected ? new : nil
    case (.compareAndSet(let expected, _), .compared(false)): return state == expected ? nil : state
    case (.compareAndSet(let expected, let new), nil): return state == expected ? new : state
    default: return nil
    }
  }

  public func isObservation(_ input: Input, _ output: Output) -> Bool { input == .get || output == .compared(false) }

  public func state(after input: Input, _ output: Output) -> HistoryValue? {
    switch (input, output) {
    // Where an empty value is got, there may be nothing.
    case (.get, .value(let seen)): seen.isEmpty ? nil : seen
    case (.put(let value), .done), (.compareAndSet(_, let value), .compared(true)): value
    case (.delete, .done): .null
    default: nil
    }
  }

  public func fixedOutput(of input: Input) -> Output? {
    switch input {
    case .put, .append, .delete: .done
    case .get, .compareAndSet: nil
    }
  }

  public func weight(of state: HistoryValue) -> Int { state.weight }

  public func removal(of input: Input, _ output: Output?) -> RemovalRule {
    switch (input, output) {
    case (.put(let value), _), (.get, .value(let value)): .keys([key(value)])
    case (.delete, _): .keys([key(.null)])
    case (.get, nil): .kept
    case (.compareAndSet(let expected, let new), .compared(true)), (.compareAndSet(let expected, let new), nil):
      .keys([key(expected), key(new)])
    default: .barrier
    }
  }

  /// A get answers nothing and an empty text alike where nothing was put.
  private func key(_ value: HistoryValue) -> RemovalKey { RemovalKey(value.isEmpty ? .null : value) }

  public func quickVerdict(of operations: [Operation<Input, Output>], from state: HistoryValue, limits: CheckLimits) -> QuickVerdict? {
    if let zones = zones(operations, initial: state) { return zones.verdict() }
    var bounded = limits
    bounded.steps = min(limits.steps, max(operations.count * 16, 100_000))
    if let verdict = AppendedLog(operations, initial: state)?.verdict(bounded) { return verdict }
    return KeyLineages(operations, initial: state)?.verdict()
  }

  /// Where keys are only put and got, a key is a register.
  private func zones(_ operations: [Operation<Input, Output>], initial: HistoryValue) -> RegisterZones<HistoryValue>? {
    typealias Access = RegisterZones<HistoryValue>.Access
    var accesses: [Access] = []
    accesses.reserveCapacity(operations.count)
    for (index, operation) in operations.enumerated() {
      let returned = operation.returned ?? .max
      switch (operation.input, operation.output) {
      case (.put(let value), _) where !value.isEmpty:
        accesses.append(Access(operation: index, isWrite: true, value: value, invoked: operation.invoked, returned: returned))
      case (.get, .value(let seen)):
        let value = seen.isEmpty && initial == .null ? .null : seen
        accesses.append(Access(operation: index, isWrite: false, value: value, invoked: operation.invoked, returned: returned))
      case (.get, nil) where operation.returned == nil: continue
      default: return nil
      }
    }
    return RegisterZones(accesses, initial: initial)
  }
}
