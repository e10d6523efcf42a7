/// A lease with fencing tokens: each grant has a greater token than all before it, and a store that is guarded by them
/// takes no token that is smaller than one it took before.
///
/// When a lease runs out is not part of the history, so a grant may come at any time; safety does not hang on it
/// (Kleppmann, "How to do distributed locking", 2016).
public struct LeaseModel: SequentialModel {
  public enum Input: Sendable, Hashable {
    case acquire
    /// Does what the lease guards, under a token.
    case use(Int)
    /// Gives the lease up; its token is worth nothing afterwards.
    case release(Int)
  }

  public enum Output: Sendable, Hashable {
    case granted(Int)
    case accepted
    case rejected
  }

  public struct State: Sendable, Hashable {
    /// The greatest token that a client was seen to get.
    public var granted: Int
    /// Grants since then of which no client learned the token.
    public var unseen: Int
    /// The smallest token that still counts.
    public var floor: Int

    public init(granted: Int = 0, unseen: Int = 0, floor: Int = 0) {
      self.granted = granted
      self.unseen = unseen
      self.floor = floor
    }
  }

  public static let name = "lease"

  public let initial: State

  /// - Parameter granted: the greatest token that was granted before the history begins.
  public init(granted: Int = 0) { initial = State(granted: granted) }

  public func step(_ state: State, _ input: Input, observed output: Output?) -> State? {
    var after = state
    switch (input, output) {
    case (.acquire, .granted(let token)):
      let (least, overflow) = state.granted.addingReportingOverflow(state.unseen)
      guard !overflow, token > least else { return nil }
      after = State(granted: token, unseen: 0, floor: state.floor)
    case (.acquire, .rejected): return state
    case (.acquire, nil): after.unseen += 1
    case (.use(let token), .accepted), (.use(let token), nil):
      guard isValid(token, state) else { return output == nil ? state : nil }
      after.floor = token
    case (.release(let token), .accepted), (.release(let token), nil):
      guard isValid(token, state) else { return output == nil ? state : nil }
      let (next, overflow) = token.addingReportingOverflow(1)
      guard !overflow else { return nil }
      after.floor = next
    case (.use(let token), .rejected), (.release(let token), .rejected): return isCurrent(token, state) ? nil : state
    default: return nil
    }
    return after
  }

  private func isValid(_ token: Int, _ state: State) -> Bool { token >= state.floor && token <= state.granted }

  /// The holder of the newest grant is refused only once it gave the lease up.
  private func isCurrent(_ token: Int, _ state: State) -> Bool { token == state.granted && state.unseen == 0 && token >= state.floor }

  public func isObservation(_ input: Input, _ output: Output) -> Bool { output == .rejected }

  /// What was granted only grows, and so does the smallest token that still counts.
  public func isHopeless(_ state: State, _ input: Input, _ output: Output) -> Bool {
    switch (input, output) {
    case (.acquire, .granted(let token)): token <= state.granted
    case (.use(let token), .accepted), (.release(let token), .accepted): token < state.floor
    default: false
    }
  }

  public func describe(_ state: State) -> String {
    let unseen = state.unseen > 0 ? " and \(state.unseen) more" : ""
    return "granted up to \(state.granted)\(unseen), tokens below \(state.floor) refused"
  }
}
