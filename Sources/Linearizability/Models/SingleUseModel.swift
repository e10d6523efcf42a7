/// A thing that can be used once: a terminal token, an invitation, a refresh token.
public struct SingleUseModel: SequentialModel {
  public enum Input: Sendable, Hashable { case consume }

  public enum Output: Sendable, Hashable {
    case accepted
    case rejected
  }

  /// True once it was used.
  public typealias State = Bool

  public static let name = "single-use"

  public let initial: Bool

  public init(used: Bool = false) { initial = used }

  public func step(_ used: Bool, _ input: Input, observed output: Output?) -> Bool? {
    switch output {
    case .accepted: used ? nil : true
    case .rejected: used ? true : nil
    case nil: true
    }
  }

  public func isObservation(_ input: Input, _ output: Output) -> Bool { output == .rejected }
  public func state(after input: Input, _ output: Output) -> Bool? { true }

  public func isHopeless(_ used: Bool, _ input: Input, _ output: Output) -> Bool { used && output == .accepted }
}
