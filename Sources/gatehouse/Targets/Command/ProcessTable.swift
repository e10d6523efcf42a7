import Foundation
import GateKit

/// What the kernel says of processes and sockets (proc(5)).
enum ProcessTable {
  /// The letter of the process's state: `T` for stopped, `Z` for ended and not waited for; nil where there is none.
  static func state(of identifier: Int32) -> Character? {
    guard let text = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8) else { return nil }
    // The name before it stands in parentheses and may hold anything.
    guard let end = text.lastIndex(of: ")") else { return nil }
    return text[text.index(after: end)...].drop { $0 == " " }.first
  }

  /// What waits on the sockets of a local TCP port.
  static func backlog(port: Int) -> TargetBacklog {
    var backlog = TargetBacklog()
    for table in ["/proc/net/tcp", "/proc/net/tcp6"] {
      guard let text = try? String(contentsOfFile: table, encoding: .utf8) else { continue }
      for line in text.split(separator: "\n").dropFirst() { add(line.split(separator: " "), port: port, to: &backlog) }
    }
    return backlog
  }

  /// Columns: number, local address, remote address, state, `sending:waiting`, …; numbers are hexadecimal.
  private static func add(_ columns: [Substring], port: Int, to backlog: inout TargetBacklog) {
    guard columns.count > 4, let local = columns[1].split(separator: ":").last, Int(local, radix: 16) == port,
      let waiting = columns[4].split(separator: ":").last.flatMap({ Int($0, radix: 16) })
    else { return }
    // For a listening socket it is the number of connections to be accepted.
    if columns[3] == "0A" { backlog.connections += waiting } else { backlog.bytes += waiting }
  }
}
