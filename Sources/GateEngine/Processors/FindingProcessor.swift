import GateModel

/// One station on the way of a finding into the log.
public protocol FindingProcessor: Sendable {
  func process(_ finding: Finding) async -> Finding
}
