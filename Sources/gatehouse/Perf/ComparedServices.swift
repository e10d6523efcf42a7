import Foundation
import GateKit
import HTTPWire
import PerfGate

/// How base and candidate are started.
struct ComparedServices: Sendable {
  typealias Start = @Sendable (ServiceComparison.Role) async throws -> ServiceComparison.Running

  /// One of the two: its settings, and the folder that their paths start from.
  struct Revision: Sendable {
    var service: ServiceSettings
    var root: String
  }

  var base: Revision
  var candidate: Revision
  /// Keeps the base's tree as it is, as long as it is compared with.
  var lock: FileLock?

  /// What the command line says.
  struct Options: Sendable {
    var config: String?
    var base: String?
    var baseCommand: String?
    var candidateCommand: String?
    var buildCommand: String?
    var readyPath: String?
  }

  /// Finds out what is compared, and builds it where a base revision is named.
  /// - Throws: `CommandError`, `ConfigError`.
  static func find(_ options: Options, in folder: String, cache: BuildCache, processes: any ProcessRunner) async throws -> ComparedServices
  {
    let file = try configuration(options, in: folder)
    guard var candidate = settings(file.service, shell: options.candidateCommand, ready: options.readyPath) else {
      throw CommandError("nothing says how the candidate is started", remedy: "Give --candidate-cmd, or 'service' in gatehouse.yml")
    }
    candidate = try checked(candidate)
    if let shell = options.buildCommand { candidate.build = ["/bin/sh", "-c", shell] }
    let current = Revision(service: candidate, root: file.root)
    guard let name = options.base else {
      guard let shell = options.baseCommand else {
        throw CommandError("nothing says what the base is", remedy: "Give --base REVISION, or --base-cmd")
      }
      var base = candidate
      (base.command, base.environment) = (["/bin/sh", "-c", shell], candidate.environment.merging(["PORT": "${port}"]) { $1 })
      return ComparedServices(base: Revision(service: base, root: file.root), candidate: current)
    }
    let revision = BaseRevision(name: name, root: file.root, cache: cache, processes: processes)
    let tree = try await revision.tree { root in
      // Asked for the working tree too, for what is built to be known by.
      build(try older(root, options, candidate, file), root)
    }
    try await build(candidate, file.root)?.run(processes, what: "the candidate")
    let base = Revision(service: try older(tree.root, options, candidate, file), root: tree.root)
    return ComparedServices(base: base, candidate: current, lock: tree.lock)
  }

  /// The same service twice; nil where no service is configured.
  /// - Throws: `CommandError`, `ConfigError`.
  static func same(_ options: Options, in folder: String) throws -> ComparedServices? {
    let file = try configuration(options, in: folder)
    guard let service = settings(file.service, shell: options.candidateCommand, ready: options.readyPath) else { return nil }
    let revision = Revision(service: try checked(service), root: file.root)
    return ComparedServices(base: revision, candidate: revision)
  }

  private static func checked(_ service: ServiceSettings) throws -> ServiceSettings {
    guard !service.command.isEmpty else {
      throw CommandError("'service' has no 'command'", remedy: "The service is started here: say how in gatehouse.yml or with an option")
    }
    return service
  }

  /// Hands `body` what starts one of them, and stops what is left of it on every way out.
  func harnessed<Value: Sendable>(
    _ body: @escaping @Sendable (@escaping Start) async throws -> Value
  ) async throws -> Value {
    var file = GatehouseFile.builtIn(root: candidate.root)
    file.startsNothing = true
    return try await Harness.with(file, database: nil) { harness in
      try await body { role in try await start(role, work: harness.work, processes: SubprocessRunner()) }
    }
  }

  /// Starts one of them, for one unit.
  private func start(_ role: ServiceComparison.Role, work: BackgroundWork, processes: any ProcessRunner) async throws
    -> ServiceComparison.Running
  {
    let revision = role == .candidate ? candidate : base
    let launcher = CommandLauncher(service: revision.service, work: work, processes: processes, root: revision.root)
    let target = try await launcher.launch(TargetRequest(label: "perf \(role.rawValue)"))
    guard target.endpoint.tls == nil else {
      await target.stop()
      throw CommandError("the service is at an https:// address", remedy: "Compare it at a plain one: TLS is not measured")
    }
    var group: Int32?
    if case .running(let identifier) = await target.processes["service"]?.state() { group = identifier }
    return ServiceComparison.Running(side: .init(host: target.endpoint.host, port: target.endpoint.port), group: group) {
      await target.stop()
    }
  }

  private static func configuration(_ options: Options, in folder: String) throws -> GatehouseFile {
    if let path = options.config { return try GatehouseFile.read(path) }
    let path = "\(folder)/\(GatehouseFile.standardName)"
    return FileManager.default.fileExists(atPath: path) ? try GatehouseFile.read(path) : GatehouseFile.builtIn(root: folder)
  }

  private static func settings(_ service: ServiceSettings?, shell: String?, ready: String?) -> ServiceSettings? {
    guard let shell else {
      guard var service else { return nil }
      service.readyPath = ready ?? service.readyPath
      return service
    }
    var settings = ServiceSettings(shell: shell, readyPath: ready ?? service?.readyPath ?? "/")
    settings.build = service?.build ?? []
    return settings
  }

  /// The settings of the base: what its own `gatehouse.yml` says, and what was said on the command line before that.
  private static func older(_ root: String, _ options: Options, _ candidate: ServiceSettings, _ file: GatehouseFile) throws
    -> ServiceSettings
  {
    let name = file.path.map { ($0 as NSString).lastPathComponent } ?? GatehouseFile.standardName
    let path = "\(root)/\(name)"
    let own = file.path != nil && FileManager.default.fileExists(atPath: path) ? try GatehouseFile.read(path).service : nil
    var settings =
      Self.settings(own, shell: options.baseCommand ?? options.candidateCommand, ready: options.readyPath) ?? candidate
    if options.buildCommand != nil || settings.build.isEmpty { settings.build = candidate.build }
    return settings
  }

  private static func build(_ settings: ServiceSettings, _ root: String) -> BuildCommand? {
    guard !settings.build.isEmpty else { return nil }
    return BuildCommand(arguments: settings.build, directory: settings.directory.map { "\(root)/\($0)" } ?? root)
  }
}
