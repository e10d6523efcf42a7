import Foundation

/// One attempt to start a server.
struct ClusterLaunch: Sendable {
  struct Started: Sendable {
    var folder: String
    var port: Int
    var processIdentifier: pid_t
  }

  let home: ClusterHome
  let binaries: ServerBinaries
  let user: ServerUser
  let template: ClusterTemplate
  let options: PostgresCluster.Options

  func start() async throws -> Started {
    let folder = try home.makeClusterFolder()
    do {
      return try await start(in: folder)
    } catch {
      await ClusterSweep.remove(folder)
      throw error
    }
  }

  private func start(in folder: String) async throws -> Started {
    let port = try LoopbackPort.free()
    // A folder that the server's user may write: for the data, the socket and the log.
    let inner = folder + "/server"
    guard mkdir(inner, 0o700) == 0 else { throw ClusterError.folder(path: inner, reason: String(cString: strerror(errno))) }
    try user.own(inner)
    try await user.run("/bin/cp", ["-a", "--reflink=auto", template.data, inner + "/data"])
    let settings = """
      listen_addresses = '127.0.0.1'
      port = \(port)
      unix_socket_directories = '\(inner)'
      max_connections = \(options.maximumConnections)
      shared_buffers = 64MB
      fsync = off
      synchronous_commit = off
      full_page_writes = off
      client_connection_check_interval = 500
      logging_collector = off
      log_checkpoints = off

      """
    let file = inner + "/data/postgresql.auto.conf"
    do {
      try Data(settings.utf8).write(to: URL(fileURLWithPath: file))
      try user.own(file)
    } catch let error as CocoaError {
      throw ClusterError.folder(path: file, reason: error.localizedDescription)
    }
    let log = inner + "/server.log"
    try await user.run(
      binaries.path("pg_ctl"),
      ["start", "-D", inner + "/data", "-l", log, "-w", "-s", "-t", String(options.startTimeout.components.seconds)], log: log)
    guard let identifier = ClusterProcesses.postmaster(of: inner + "/data") else {
      throw ClusterError.notReady(limit: options.startTimeout, log: (try? String(contentsOfFile: log, encoding: .utf8)) ?? "")
    }
    return Started(folder: folder, port: port, processIdentifier: identifier)
  }
}

/// A TCP port on loopback that nobody listens on right now.
enum LoopbackPort {
  static func free() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw ClusterError.folder(path: "127.0.0.1", reason: String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard isBound else { throw ClusterError.folder(path: "127.0.0.1", reason: String(cString: strerror(errno))) }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
