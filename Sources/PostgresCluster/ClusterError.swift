/// Why there is no server: what failed, and what to do next.
public enum ClusterError: Error, Hashable, CustomStringConvertible {
  /// No server program was found.
  case serverMissing(searched: [String])
  case serverTooOld(version: Int, minimum: Int, path: String)
  /// No user is there that the server could run as, when we are root.
  case noUnprivilegedUser
  /// A server program failed.
  case command(program: String, exitCode: Int32, output: String)
  case folder(path: String, reason: String)
  case notReady(limit: Duration, log: String)
  /// The cluster was stopped before.
  case stopped

  public var description: String {
    switch self {
    case .serverMissing(let searched):
      "no PostgreSQL server was found (looked in \(searched.joined(separator: ", "))). "
        + "Install the Debian package 'postgresql', or use a running server with --database postgresql://…"
    case .serverTooOld(let version, let minimum, let path):
      "the PostgreSQL server in \(path) has version \(version), and \(minimum) or later is needed. "
        + "Install a newer package 'postgresql', or use a running server with --database postgresql://…"
    case .noUnprivilegedUser:
      "PostgreSQL refuses to run as root, and there is neither a user 'postgres' nor 'nobody'. Add one or run as another user"
    case .command(let program, let exitCode, let output):
      "'\(program)' ended with \(exitCode): \(output.suffix(600)). Run it by hand to see more"
    case .folder(let path, let reason):
      "the folder '\(path)' cannot be used: \(reason). Give another with the variable GATEHOUSE_CACHE"
    case .notReady(let limit, let log):
      "the PostgreSQL server was not ready within \(limit); its log ends: \(log.suffix(600))"
    case .stopped:
      "the PostgreSQL server was stopped already; start another cluster"
    }
  }
}
