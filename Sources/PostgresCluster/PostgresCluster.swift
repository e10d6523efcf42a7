import Foundation
import PostgresAccess

/// A PostgreSQL server of our own: loopback and a Unix socket only, an empty store, no durability, gone afterwards.
///
/// It starts in about a second from a cached template, as an unprivileged user also when we are root. A server whose
/// owner was killed is stopped and removed by the next ``start(options:)`` or by ``sweep(home:)``.
public actor PostgresCluster {
  public struct Options: Sendable {
    /// Where the template and the clusters lie; nil takes `GATEHOUSE_CACHE` or a folder below `/var/tmp`.
    public var home: String?
    /// Folders to look for the server in; nil looks where distributions put it.
    public var binaries: [String]?
    public var startTimeout: Duration
    public var maximumConnections: Int

    public init(home: String? = nil, binaries: [String]? = nil, startTimeout: Duration = .seconds(30), maximumConnections: Int = 300) {
      self.home = home
      self.binaries = binaries
      self.startTimeout = startTimeout
      self.maximumConnections = maximumConnections
    }
  }

  public nonisolated let host = "127.0.0.1"
  public nonisolated let port: Int
  /// The postmaster's process.
  public nonisolated let processIdentifier: pid_t
  private nonisolated let folder: String
  private nonisolated let password: String
  private var isStopped = false

  private init(folder: String, port: Int, processIdentifier: pid_t, password: String) {
    self.folder = folder
    self.port = port
    self.processIdentifier = processIdentifier
    self.password = password
  }

  /// Starts a server; what dead owners left behind is swept first.
  /// - Throws: ``ClusterError``.
  public static func start(options: Options = Options()) async throws -> PostgresCluster {
    let home = try ClusterHome(options.home)
    await ClusterSweep.run(home)
    let binaries = try await ServerBinaries.find(candidates: options.binaries)
    let user = try ServerUser.current()
    let template = try await ClusterTemplate.prepare(in: home, binaries: binaries, user: user)
    var failure: (any Error)?
    // The port is free when it is chosen and may be taken when the server binds it.
    for _ in 0..<3 {
      let launch = ClusterLaunch(home: home, binaries: binaries, user: user, template: template, options: options)
      do {
        let started = try await launch.start()
        return PostgresCluster(
          folder: started.folder, port: started.port, processIdentifier: started.processIdentifier, password: template.password)
      } catch let error as ClusterError {
        failure = error
      }
    }
    throw failure ?? ClusterError.notReady(limit: options.startTimeout, log: "")
  }

  /// How to connect, over TCP on loopback.
  public nonisolated func configuration(database: String = "postgres") -> PostgresConfiguration {
    PostgresConfiguration(host: host, port: port, user: "postgres", password: password, database: database)
  }

  /// Makes an empty database, or a copy of another.
  public func createDatabase(named name: String, template: String? = nil) async throws {
    let connection = try await PostgresConnection.connect(configuration())
    do {
      if let template {
        try await connection.execute("CREATE DATABASE \(identifier: name) TEMPLATE \(identifier: template)")
      } else {
        try await connection.execute("CREATE DATABASE \(identifier: name)")
      }
    } catch {
      await connection.close()
      throw error
    }
    await connection.close()
  }

  /// True while the server's process lives.
  public nonisolated var isRunning: Bool { ProcessMark.isAlive(processIdentifier) }

  /// Freezes the server: it keeps its connections and answers nothing.
  public nonisolated func pause() { ClusterProcesses.signal(processIdentifier, SIGSTOP) }

  /// Ends a ``pause()``.
  public nonisolated func resume() { ClusterProcesses.signal(processIdentifier, SIGCONT) }

  /// Ends the server and removes its folder. Calling it twice does no harm.
  public func stop() async {
    guard !isStopped else { return }
    isStopped = true
    await ClusterSweep.remove(folder)
  }

  /// Stops servers whose owners are gone and removes their folders; those of living owners are left alone.
  public static func sweep(home: String? = nil) async throws { await ClusterSweep.run(try ClusterHome(home)) }
}
