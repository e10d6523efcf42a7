/// How a run ended, and the exit code that says so.
public enum Verdict: String, Sendable, Codable, CaseIterable {
  case passed, failed, inconclusive, errored

  /// 0 passed, 1 failed, 2 errored, 3 inconclusive.
  public var exitCode: Int32 {
    switch self {
    case .passed: 0
    case .failed: 1
    case .errored: 2
    case .inconclusive: 3
    }
  }
}
