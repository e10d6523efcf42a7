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
      guard let text = whole(table) else { continue }
      for line in text.split(separator: "\n").dropFirst() { add(line.split(separator: " "), port: port, to: &backlog) }
    }
    return backlog
  }

  /// The kernel hands a table out in pieces of some kilobytes, which a read of the whole file takes for its end.
  private static func whole(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = read(descriptor, &piece, piece.count), count > 0 { bytes += piece[..<count] }
    return String(decoding: bytes, as: UTF8.self)
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
