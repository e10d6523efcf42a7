import GateConfig

/// The `races:` section of `gatehouse.yml`.
public struct RaceSettings: Sendable, Hashable {
  /// Folder of the race files.
  public var folder: String
  /// Where the target shows its metrics.
  public var metrics: String
  /// Where a recorded race is run again.
  public var replay: RaceReplay?

  public init(folder: String = "contracts/races", metrics: String = "/metrics") {
    self.folder = folder
    self.metrics = metrics
  }

  /// - Throws: `ConfigError` with the line of what is wrong.
  public init(section: ConfigNode?) throws {
    self.init()
    guard let section else { return }
    var mapping = try section.mapping("races")
    folder = try mapping.optional("folder")?.string("folder") ?? folder
    metrics = try mapping.optional("metrics")?.string("metrics") ?? metrics
    try mapping.finish()
  }
}
