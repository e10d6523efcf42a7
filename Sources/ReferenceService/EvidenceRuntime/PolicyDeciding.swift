/// Where the runtime asks whether an operator may run.
///
/// A conforming type never turns a failure into a permission: what is not a readable `allow` is a denial or an error.
public protocol PolicyDeciding: Sendable {
  /// - Throws: `PolicyFailure` if no decision was had.
  func decide(_ request: PolicyRequest) async throws -> PolicyDecision
}

/// Why there is no policy decision.
public enum PolicyFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// The engine refused the connection, cut it, or answered with something that is no decision.
  case unreachable(String)
  /// The engine did not answer before the deadline.
  case timedOut(Duration)

  public var description: String {
    switch self {
    case .unreachable(let detail): "the policy engine is unreachable: \(detail)"
    case .timedOut(let limit): "the policy engine did not answer within \(limit)"
    }
  }
}
