import Foundation

/// Which process a cluster folder belongs to: its id, its start time, and the boot and process space in which these mean something.
struct OwnerRecord: Sendable, Equatable {
  let pid: pid_t
  let startTime: UInt64
  let space: String

  static func current() -> OwnerRecord {
    OwnerRecord(pid: getpid(), startTime: ProcessTable.startTime(of: getpid()) ?? 0, space: ProcessTable.space)
  }

  init(pid: pid_t, startTime: UInt64, space: String) {
    self.pid = pid
    self.startTime = startTime
    self.space = space
  }

  /// Three lines, as ``text`` writes them.
  init?(text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 3, let pid = pid_t(lines[0]), let startTime = UInt64(lines[1]) else { return nil }
    self.init(pid: pid, startTime: startTime, space: String(lines[2]))
  }

  var text: String { "\(pid)\n\(startTime)\n\(space)\n" }

  /// Whether that very process runs. In another process space nobody can tell; there the folder's lock alone decides.
  var isAlive: Bool {
    space == ProcessTable.space && ProcessTable.startTime(of: pid) == startTime
  }
}
