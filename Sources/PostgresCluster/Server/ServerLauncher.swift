import Foundation

/// Starts `postgres` on a data directory and waits until it takes connections.
struct ServerLauncher: Sendable {
  let binaries: ServerBinaries
  let user: ServerUser
  let folder: ClusterFolder
  let settings: [String: String]

  /// Nothing survives the cluster, so nothing needs to reach the disk, and shared memory lies in its folder, to go with it.
  private static let throwaway = [
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "wal_level": "minimal", "max_wal_senders": "0",
    "dynamic_shared_memory_type": "mmap",
    "shared_buffers": "64MB", "jit": "off", "timezone": "UTC", "log_timezone": "UTC",
    "logging_collector": "off", "lc_messages": "C", "log_min_messages": "warning", "unix_socket_permissions": "0700",
    "max_wal_size": "256MB", "checkpoint_timeout": "30min", "password_encryption": "scram-sha-256", "cluster_name": "gatehouse",
  ]

  /// - Parameter limit: only for the message; nil for what was left until the deadline.
  func start(port: Int, until deadline: ContinuousClock.Instant, limit: Duration? = nil) async throws -> ChildProcess {
    let limit = limit ?? deadline - .now
    let logStart = LogTail.size(folder.log)
    let child = try await ChildProcess.start(try user.command(command(port: port), endsWithUs: true), log: folder.log)
    do {
      while !isReady(pid: child.pid) {
        if let exit = child.exit {
          throw ClusterError.command(program: "postgres", exitCode: exit.status, output: LogTail.read(folder.log, from: logStart))
        }
        guard ContinuousClock.now < deadline else {
          throw ClusterError.notReady(limit: limit, log: LogTail.read(folder.log, from: logStart))
        }
        try await ContinuousClock().sleep(for: .milliseconds(10))
      }
      return child
    } catch {
      ProcessTable.send(SIGKILL, toProcessesIn: folder.data)
      child.send(SIGKILL)
      throw error
    }
  }

  private func command(port: Int) -> [String] {
    var command = [binaries.postgres, "-D", folder.data, "-h", "127.0.0.1", "-p", String(port)]
    // The address of a Unix socket has at most 107 bytes (unix(7)).
    let socketPath = "\(folder.socket)/.s.PGSQL.\(port)"
    command += ["-k", socketPath.utf8.count <= 107 ? folder.socket : ""]
    let all = Self.throwaway.merging(settings) { $1 }
    for (name, value) in all.sorted(by: { $0.key < $1.key }) { command += ["-c", "\(name)=\(value)"] }
    return command
  }

  /// The postmaster writes its state into the eighth line of its lock file. A file that a killed one left names another process.
  private func isReady(pid: pid_t) -> Bool {
    guard let text = try? String(contentsOfFile: folder.data + "/postmaster.pid", encoding: .utf8) else { return false }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 8, let postmaster = pid_t(lines[0]) else { return false }
    return lines[7].hasPrefix("ready") && ProcessTable.processes(workingIn: folder.data).contains(postmaster)
  }
}

extension LogTail {
  static func size(_ path: String) -> UInt64 {
    var facts = stat()
    return stat(path, &facts) == 0 ? UInt64(facts.st_size) : 0
  }

  /// What was written after a position, at most the last 8 KiB of it.
  static func read(_ path: String, from position: UInt64) -> String {
    read(path, bytes: Int(min(8192, size(path) - min(position, size(path)))))
  }
}
