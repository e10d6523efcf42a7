/// One thing that is wrong with the configuration: which setting, why, and what to write instead.
public struct ConfigurationProblem: Sendable, Equatable, CustomStringConvertible {
  public let setting: String
  public let reason: String
  public let remedy: String

  public init(_ setting: String, _ reason: String, remedy: String) {
    self.setting = setting
    self.reason = reason
    self.remedy = remedy
  }

  public var description: String { "\(setting): \(reason) \(remedy)" }
}

/// The service does not start; every problem is named at once.
public struct ConfigurationError: Error, Sendable, CustomStringConvertible {
  public let problems: [ConfigurationProblem]

  public init(_ problems: [ConfigurationProblem]) { self.problems = problems }

  public var description: String {
    "The service configuration has \(problems.count) problem(s):\n" + problems.map { "- \($0)" }.joined(separator: "\n")
  }
}
