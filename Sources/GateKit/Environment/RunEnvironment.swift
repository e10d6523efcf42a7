import GateModel

/// Everything that varies between runs, in one injected value.
public struct RunEnvironment: Sendable {
  public var seed: RootSeed
  /// Never goes back; also what waits are measured with.
  public var clock: any Clock<Duration>
  /// Today as `YYYY-MM-DD` in UTC, for expiries.
  public var today: String
  /// The gated repository.
  public var files: any FileTree
  /// Starts the gated service.
  public var targets: any TargetLauncher
  /// Runs commands on this machine.
  public var processes: any ProcessRunner
  /// How many cases may run at the same time where a gate can do that.
  public var workers: Int
  /// Where it is set, gates that can are limited to what changed since then.
  public var earlier: EarlierRevision?
  /// Where gates leave files beside the log.
  public var artifacts: any ArtifactStore = NoArtifacts()

  public init(
    seed: RootSeed, clock: any Clock<Duration> = ContinuousClock(), today: String, files: any FileTree, targets: any TargetLauncher,
    processes: any ProcessRunner = NoProcesses(), workers: Int = 4, earlier: EarlierRevision? = nil
  ) {
    self.seed = seed
    self.clock = clock
    self.today = today
    self.files = files
    self.targets = targets
    self.processes = processes
    self.workers = workers
    self.earlier = earlier
  }
}
