import GateConfig

/// `scenarios:` of `gatehouse.yml`.
public struct ScenarioSettings: Sendable, Hashable {
  /// Folder of the scenario files, relative to the root.
  public var folder: String
  /// For one scenario, from the start of its target to the end of its teardown, where the file names none.
  public var deadline: Duration

  public init(folder: String = "contracts/scenarios", deadline: Duration = .seconds(60)) {
    self.folder = folder
    self.deadline = deadline
  }

  /// Reads the section. Keys: `folder`, `deadline`.
  /// - Throws: `ConfigError`.
  public init(section node: ConfigNode?) throws {
    self.init()
    guard let node else { return }
    var section = try node.mapping("scenarios")
    folder = try section.optional("folder")?.string("folder") ?? folder
    deadline = try section.optional("deadline")?.duration("deadline") ?? deadline
    try section.finish()
  }
}
