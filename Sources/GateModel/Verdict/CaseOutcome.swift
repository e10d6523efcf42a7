/// How one exercise of a check ended.
public enum CaseOutcome: Hashable, Sendable, Codable {
  case passed
  /// At least one finding that counts.
  case failed
  /// It could not be exercised: infrastructure, configuration, a fault that never bit.
  case errored(reason: String)
  case skipped(reason: String)
  /// It ran and cannot say: requests never overlapped, noise too large.
  case inconclusive(reason: String)

  /// `passed`, `failed`, `errored`, `skipped` or `inconclusive`.
  public var name: String {
    switch self {
    case .passed: "passed"
    case .failed: "failed"
    case .errored: "errored"
    case .skipped: "skipped"
    case .inconclusive: "inconclusive"
    }
  }

  public var reason: String? {
    switch self {
    case .passed, .failed: nil
    case .errored(let reason), .skipped(let reason), .inconclusive(let reason): reason
    }
  }

  private enum CodingKeys: String, CodingKey { case status, reason }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let reason = try container.decodeIfPresent(String.self, forKey: .reason) ?? ""
    switch try container.decode(String.self, forKey: .status) {
    case "passed": self = .passed
    case "failed": self = .failed
    case "errored": self = .errored(reason: reason)
    case "skipped": self = .skipped(reason: reason)
    case "inconclusive": self = .inconclusive(reason: reason)
    case let other:
      throw DecodingError.dataCorruptedError(forKey: .status, in: container, debugDescription: "unknown outcome '\(other)'")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .status)
    try container.encodeIfPresent(reason, forKey: .reason)
  }
}
