/// Why a proxy could not be started or a fault not be applied or healed.
public enum FaultProxyError: Error, Sendable, Hashable, CustomStringConvertible {
  case cannotListen(String)
  case cannotReopen(port: Int, String)
  case invalidFault(String)
  case notInForce(id: Int)
  case stopped

  public var description: String {
    switch self {
    case .cannotListen(let reason): "the fault proxy cannot listen on a loopback port: \(reason)"
    case .cannotReopen(let port, let reason): "the fault proxy cannot open port \(port) again: \(reason)"
    case .invalidFault(let reason): "the fault cannot be applied: \(reason)"
    case .notInForce(let id): "fault \(id) is not in force: it was healed before, or belongs to another proxy"
    case .stopped: "the fault proxy was stopped"
    }
  }
}
