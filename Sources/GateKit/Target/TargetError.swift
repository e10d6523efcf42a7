/// The gated service could not be brought up: what failed, where, what to do next.
public struct TargetError: Error, Hashable, CustomStringConvertible {
  public var message: String
  public var remedy: String
  /// The last lines of its output, if it had any.
  public var output: [String]

  public init(_ message: String, remedy: String, output: [String] = []) {
    self.message = message
    self.remedy = remedy
    self.output = output
  }

  public var description: String {
    let lines = output.isEmpty ? "" : "\nits last output:\n  " + output.suffix(20).joined(separator: "\n  ")
    return "\(message). \(remedy)\(lines)"
  }
}

/// A launcher for runs that start no service.
public struct NoTarget: TargetLauncher {
  public init() {}
  public func dependencies() async throws -> [String: TargetEndpoint] { [:] }
  public func launch(_ request: TargetRequest) async throws -> any RunningTarget {
    throw TargetError("this run has no service to start", remedy: "Name one under `service:` in gatehouse.yml")
  }
}
