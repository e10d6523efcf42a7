import GateModel

/// The fixes of a run by the fingerprint of their finding. They stay out of the run's log, because what a fix takes out of
/// a file may be a secret.
public actor FixList {
  public private(set) var fixes: [Fingerprint: FileFix] = [:]

  public init() {}

  func add(_ fix: FileFix, for finding: Fingerprint) { fixes[finding] = fix }
}
