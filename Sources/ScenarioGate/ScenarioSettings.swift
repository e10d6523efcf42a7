import GateConfig

/// `scenarios:` of `gatehouse.yml`.
public struct ScenarioSettings: Sendable, Hashable {
  /// Folder of the scenario files, relative to the root.
  public var folder: String
  /// Which of them run.
  public var tags: TagFilter
  /// For one scenario, from the start of its target to the end of its teardown, where the file names none.
  public var deadline: Duration

  public init(folder: String = "contracts/scenarios", tags: TagFilter = TagFilter(), deadline: Duration = .seconds(60)) {
    self.folder = folder
    self.tags = tags
    self.deadline = deadline
  }

  /// Reads the section. Keys: `folder`, `tags`, `without_tags`, `deadline`.
  /// - Throws: `ConfigError`.
  public init(section node: ConfigNode?) throws {
    self.init()
    guard let node else { return }
    var section = try node.mapping("scenarios")
    folder = try section.optional("folder")?.string("folder") ?? folder
    tags.wanted = try section.optional("tags")?.strings("tags") ?? []
    tags.unwanted = try section.optional("without_tags")?.strings("without_tags") ?? []
    deadline = try section.optional("deadline")?.duration("deadline") ?? deadline
    try section.finish()
  }
}
