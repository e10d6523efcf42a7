import Foundation
import PostgresAccess
import Synchronization

/// A private PostgreSQL server, on loopback only, in a folder of its own that goes with it.
///
/// The data directory is a copy of a template that `initdb` makes once. The server is a child of this process; it runs as an
/// unprivileged user when we are root, and demands a random password. It ends with ``stop()``. After a `kill -9` of this process the
/// kernel ends it, where `setpriv` is there to ask for that, and the next ``start(options:)`` or ``sweep(home:)`` ends what is
/// left and removes the folder.
public final class PostgresCluster: Sendable {
  public struct Options: Sendable {
    /// Where the template and the clusters lie; nil takes `GATEHOUSE_CACHE`, or a folder below `/var/tmp` and memory for the clusters
    /// where there is room.
    public var home: String?
    /// Folders to look for the server in; nil looks where distributions put it.
    public var binaries: [String]?
    /// Bound for the whole start, also with the making of the template.
    public var startTimeout: Duration
    public var maximumConnections: Int

    public init(home: String? = nil, binaries: [String]? = nil, startTimeout: Duration = .seconds(30), maximumConnections: Int = 300) {
      self.home = home
      self.binaries = binaries
      self.startTimeout = startTimeout
      self.maximumConnections = maximumConnections
    }
  }

  private struct State {
    var server: ChildProcess
    var isStopped = false
  }

  public let host = "127.0.0.1"
  public let port: Int
  /// Such as `15.20`.
  public let serverVersion: String

  private let folder: ClusterFolder
  private let lock: FileLock
  private let launcher: ServerLauncher
  private let password: String
  private let state: Mutex<State>

  private init(port: Int, folder: ClusterFolder, lock: FileLock, launcher: ServerLauncher, password: String, server: ChildProcess) {
    self.port = port
    self.folder = folder
    self.lock = lock
    self.launcher = launcher
    self.password = password
    serverVersion = launcher.binaries.release
    state = Mutex(State(server: server))
  }

  deinit {
    state.withLock { $0.server.send(SIGQUIT) }
  }

  /// Starts a server, in about a second when the template is there. Sweeps what dead processes left first.
  ///
  /// - Throws: ``ClusterError``; nothing is left running or on disk then, except the template.
  public static func start(options: Options = Options()) async throws -> PostgresCluster {
    let deadline = ContinuousClock.now + options.startTimeout
    let cache = try CacheFolder(options.home)
    await sweep(cache)
    let binaries = try await ServerBinaries.find(candidates: options.binaries, scratch: cache.path, within: .seconds(10))
    let user = try ServerUser.forThisProcess()
    let template = try await TemplateStore(cache: cache, binaries: binaries, user: user).template(until: deadline)
    let (folder, lock) = try ClusterFolder.make(in: cache)
    do {
      try await template.copy(to: folder.data, within: deadline - .now, log: folder.log)
      try FileManager.default.createDirectory(
        atPath: folder.socket, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
      try user.own(folder.socket)
      let launcher = ServerLauncher(
        binaries: binaries, user: user, folder: folder, settings: ["max_connections": String(options.maximumConnections)])
      let (server, port) = try await launch(launcher, until: deadline, limit: options.startTimeout)
      return PostgresCluster(port: port, folder: folder, lock: lock, launcher: launcher, password: template.password, server: server)
    } catch {
      try? await Blocking.run { try folder.remove() }
      throw error
    }
  }

  /// Another process may take a free port before the server does; then the next one is tried.
  private static func launch(
    _ launcher: ServerLauncher, until deadline: ContinuousClock.Instant, limit: Duration
  ) async throws -> (server: ChildProcess, port: Int) {
    var attempts = 0
    while true {
      attempts += 1
      let port = try LoopbackPort.findFree()
      do {
        return (try await launcher.start(port: port, until: deadline, limit: limit), port)
      } catch ClusterError.command(_, _, let log) where attempts < 5 && log.contains("Address already in use") {
        continue
      }
    }
  }

  /// How to reach a database of this server as its superuser, over loopback TCP.
  public func configuration(database: String = "postgres") -> PostgresConfiguration {
    PostgresConfiguration(host: host, port: port, user: TemplateStore.superuser, password: password, database: database)
  }

  /// Makes a database, as a copy of `template` if given (nobody may be connected to that), and returns how to reach it.
  @discardableResult
  public func createDatabase(named name: String, template: String? = nil) async throws -> PostgresConfiguration {
    try await administer("CREATE DATABASE \(identifier: name) TEMPLATE \(identifier: template ?? "template1")")
    return configuration(database: name)
  }

  /// Removes a database and ends the connections to it.
  public func dropDatabase(named name: String) async throws {
    try await administer("DROP DATABASE IF EXISTS \(identifier: name) WITH (FORCE)")
  }

  private func administer(_ statement: SQL) async throws {
    let connection = try await PostgresConnection.connect(configuration())
    do {
      try await connection.execute(statement)
      await connection.close()
    } catch {
      await connection.close()
      throw error
    }
  }

  /// The postmaster's process.
  public var processIdentifier: pid_t { state.withLock { $0.server.pid } }

  /// True while the server's process lives.
  public var isRunning: Bool { state.withLock { $0.server.exit == nil } }

  /// The end of the server's log, for messages.
  public var logTail: String { LogTail.read(folder.log) }

  // MARK: Faults

  /// Freezes every process of the server: it keeps its connections and answers nothing.
  public func pause() {
    // The postmaster makes new processes until it is frozen itself, so look twice.
    for _ in 0..<2 { ProcessTable.send(SIGSTOP, toProcessesIn: folder.data) }
  }

  /// Lets a frozen server go on.
  public func resume() {
    ProcessTable.send(SIGCONT, toProcessesIn: folder.data)
  }

  /// Kills the server as a crash would. The cluster can be started again by ``restart()``.
  public func kill() async {
    let server = state.withLock { $0.server }
    ProcessTable.send(SIGKILL, toProcessesIn: folder.data)
    server.send(SIGKILL)
    _ = await server.exit(within: .seconds(5))
    // The postmaster's children hold its shared memory until they are gone too.
    let data = folder.data
    try? await Blocking.run { ProcessTable.end(processesIn: data) }
  }

  /// Starts a server that was killed again, on the same port with the same data.
  public func restart(within limit: Duration = .seconds(30)) async throws {
    guard !state.withLock({ $0.isStopped }) else { throw ClusterError.stopped }
    await kill()
    let server = try await launcher.start(port: port, until: .now + limit)
    let isLate = state.withLock { state in
      if !state.isStopped { state.server = server }
      return state.isStopped
    }
    if isLate {
      server.send(SIGKILL)
      throw ClusterError.stopped
    }
  }

  // MARK: The end

  /// Ends the server and removes its folder; does nothing the second time. A cancelled task gets it done too.
  public func stop() async {
    let server: ChildProcess? = state.withLock { state in
      guard !state.isStopped else { return nil }
      state.isStopped = true
      return state.server
    }
    guard let server else { return }
    let folder = folder
    // A task of its own, awaited at once, so that cancellation of the caller doesn't cut the clean-up short.
    await Task {
      server.send(SIGQUIT)
      ProcessTable.send(SIGCONT, toProcessesIn: folder.data)
      _ = await server.exit(within: .seconds(3))
      try? await Blocking.run { try folder.remove() }
    }.value
    withExtendedLifetime(lock) {}
  }

  /// Ends servers whose harness is dead, and removes their folders; never those of a living one.
  ///
  /// - Returns: the folders that were removed.
  @discardableResult
  public static func sweep(home: String? = nil) async throws -> [String] {
    await sweep(try CacheFolder(home))
  }

  @discardableResult
  private static func sweep(_ cache: CacheFolder) async -> [String] {
    let removed = try? await Blocking.run {
      let paths = try cache.allClusters.flatMap { place in
        try FileManager.default.contentsOfDirectory(atPath: place).sorted().map { "\(place)/\($0)" }
      }
      return paths.compactMap { path -> String? in
        let folder = ClusterFolder(path: path)
        guard let lock = folder.lockIfAbandoned() else { return nil }
        defer { withExtendedLifetime(lock) {} }
        return (try? folder.remove()) == nil ? nil : folder.path
      }
    }
    return removed ?? []
  }
}
