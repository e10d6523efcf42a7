/// Where an account stands in its life. `locked` is no status of its own: it is an active account with too many failures behind it.
public enum AccountStatus: String, Sendable, CaseIterable, Codable {
  /// Registered, and not let in yet.
  case pending
  case active
  /// Not let in any more.
  case disabled

  /// From which an account may come to this one; `contracts/documents/accounts.md` lists them.
  public var predecessors: [AccountStatus] {
    switch self {
    case .pending: []
    case .active: [.pending, .disabled]
    case .disabled: [.pending, .active]
    }
  }
}
