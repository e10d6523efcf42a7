import GateConfig

/// `guard:` of `gatehouse.yml`.
public struct GuardSettings: Sendable {
  /// Folders and files, relative to the root, that the rules do not look at.
  public var exclude: [String] = []
  /// The policy file of the rules, which may be missing.
  public var policy = "contracts/guard.yaml"
  /// Folder of the event schemas.
  public var events = "contracts/events"
  /// Folder of the alert rules.
  public var alerts = "contracts/alerts"

  public init() {}

  /// - Throws: `ConfigError`.
  public init(section node: ConfigNode?) throws {
    guard let node else { return }
    var section = try node.mapping("guard")
    exclude = try section.optional("exclude")?.strings("exclude") ?? exclude
    policy = try section.optional("policy")?.string("policy") ?? policy
    events = try section.optional("events")?.string("events") ?? events
    alerts = try section.optional("alerts")?.string("alerts") ?? alerts
    try section.finish()
  }

  /// True for a path that the rules look at.
  func includes(_ path: String) -> Bool {
    !exclude.contains { folder in
      guard path.utf8.starts(with: folder.utf8) else { return false }
      let rest = path.utf8.dropFirst(folder.utf8.count)
      return rest.isEmpty || rest.first == UInt8(ascii: "/") || folder.hasSuffix("/")
    }
  }
}
