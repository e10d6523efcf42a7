/// Why a load cannot be begun.
public enum LoadPlanError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The plan's numbers do not make a load.
  case invalid(String)
  /// The target's name has no address.
  case unresolved(host: String, detail: String)
  /// The target took none of the connections within the plan's time.
  case notConnected(String)
  /// The operating system refused a descriptor.
  case exhausted(String)

  public var description: String {
    switch self {
    case .invalid(let what): "invalid load: \(what)"
    case .unresolved(let host, let detail): "the host '\(host)' has no address: \(detail)"
    case .notConnected(let what): "no connection for the load: \(what); check that the target listens and takes so many connections"
    case .exhausted(let what): "the load cannot be set up: \(what); raise the limit of open files, or use fewer connections"
    }
  }
}
