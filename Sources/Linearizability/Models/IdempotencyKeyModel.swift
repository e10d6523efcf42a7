/// One idempotency key: the first request is carried out, and every later one is answered with the first one's result.
public struct IdempotencyKeyModel<Value: Hashable & Sendable>: SequentialModel {
  /// A request under the key, with what it asks for.
  public struct Input: Sendable, Hashable {
    public var payload: Value?

    public init(payload: Value? = nil) { self.payload = payload }
  }

  public enum Output: Sendable, Hashable {
    /// Carried out, with this result.
    case created(Value)
    /// The result of an earlier request.
    case replayed(Value)
    /// A result, which does not say of which request.
    case result(Value)
    /// Refused, since the key was used for another payload.
    case conflict
  }

  public enum State: Sendable, Hashable {
    case unused
    /// Used for a payload; the result is nil while no client has learned it.
    case used(payload: Value?, result: Value?)
  }

  public static var name: String { "idempotency-key" }

  public let initial: State

  public init(initial: State = .unused) { self.initial = initial }

  public func step(_ state: State, _ input: Input, observed output: Output?) -> State? {
    switch (state, output) {
    case (.unused, .created(let value)), (.unused, .result(let value)): return .used(payload: input.payload, result: value)
    case (.unused, nil): return .used(payload: input.payload, result: nil)
    case (.unused, .replayed), (.unused, .conflict), (.used, .created): return nil
    case (.used(let payload, let known), .replayed(let value)), (.used(let payload, let known), .result(let value)):
      guard payload == input.payload, known == nil || known == value else { return nil }
      return .used(payload: payload, result: value)
    case (.used(let payload, _), .conflict): return payload == input.payload ? nil : state
    case (.used, nil): return state
    }
  }

  public func isObservation(_ input: Input, _ output: Output) -> Bool { output == .conflict }

  /// A key that was used stays as it was used.
  public func isHopeless(_ state: State, _ input: Input, _ output: Output) -> Bool {
    if case .used = state { step(state, input, observed: output) == nil } else { false }
  }

  public func state(after input: Input, _ output: Output) -> State? {
    switch output {
    case .created(let value), .replayed(let value), .result(let value): .used(payload: input.payload, result: value)
    case .conflict: nil
    }
  }

  public func describe(_ state: State) -> String {
    switch state {
    case .unused: "unused"
    case .used(_, let result): result.map { "used, result \($0)" } ?? "used, result not known"
    }
  }
}
