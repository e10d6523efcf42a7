/// A lock. Where owners are named, only the owner releases it.
public struct MutexModel<Owner: Hashable & Sendable>: SequentialModel {
  public enum Input: Sendable, Hashable {
    case acquire(Owner?)
    case release(Owner?)
  }

  public enum Output: Sendable, Hashable {
    case accepted
    /// The lock was held, or was not the caller's to release.
    case rejected
  }

  public enum State: Sendable, Hashable {
    case free
    case held(Owner?)
  }

  public static var name: String { "mutex" }

  public let initial: State

  public init(initial: State = .free) { self.initial = initial }

  public func step(_ state: State, _ input: Input, observed output: Output?) -> State? {
    let after: State?
    switch (input, state) {
    case (.acquire(let owner), .free): after = .held(owner)
    case (.acquire, .held): after = nil
    case (.release, .free): after = nil
    case (.release(let owner), .held(let holder)): after = owner == holder ? .free : nil
    }
    switch output {
    case .accepted: return after
    case .rejected: return after == nil ? state : nil
    case nil: return after ?? state
    }
  }

  public func isObservation(_ input: Input, _ output: Output) -> Bool { output == .rejected }

  public func state(after input: Input, _ output: Output) -> State? {
    guard output == .accepted else { return nil }
    if case .acquire(let owner) = input { return .held(owner) }
    return .free
  }

  public func quickVerdict(of operations: [Operation<Input, Output>], from state: State, limits: CheckLimits) -> QuickVerdict? {
    LockTurns(operations, from: state)?.verdict()
  }

  public func describe(_ state: State) -> String {
    switch state {
    case .free: "free"
    case .held(let owner): owner.map { "held by \($0)" } ?? "held"
    }
  }
}
