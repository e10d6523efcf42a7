import Foundation

/// What `/proc` says about processes (proc(5)).
enum ProcessTable {
  /// When a process started, in clock ticks after boot; nil when there is none. With its id it names a process for good.
  static func startTime(of pid: pid_t) -> UInt64? {
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return nil }
    // The second field is the name in parentheses and may hold anything; the state follows it, and start time is the 22nd.
    guard let name = text.lastIndex(of: ")") else { return nil }
    let fields = text[text.index(after: name)...].split(separator: " ")
    guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
    return UInt64(fields[19])
  }

  /// The processes whose working directory is the folder. Every process of a PostgreSQL server works in its data directory.
  static func processes(workingIn folder: String) -> [pid_t] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { pid_t($0) }.filter { pid in
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/cwd")) == folder
    }
  }

  /// Names this boot of the machine and this view of its processes, in which process ids mean something.
  static var space: String {
    let boot = (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? ""
    let view = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? ""
    return boot.trimmingCharacters(in: .whitespacesAndNewlines) + "/" + view
  }

  /// Sends a signal to every process of the folder.
  static func send(_ signal: Int32, toProcessesIn folder: String) {
    for pid in processes(workingIn: folder) { _ = kill(pid, signal) }
  }

  /// Kills every process of the folder and waits, for some seconds at most, until none is left.
  static func end(processesIn folder: String) {
    for _ in 0..<250 {
      let left = processes(workingIn: folder)
      if left.isEmpty { return }
      for pid in left { _ = kill(pid, SIGKILL) }
      usleep(20_000)
    }
  }
}
