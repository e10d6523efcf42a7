import Foundation

/// A process and when it started, so that a number that is used again is not taken for it.
struct ProcessMark: Hashable, Sendable {
  var identifier: pid_t
  /// Clock ticks since the machine started (`/proc/PID/stat`, field 22).
  var startTime: String

  var text: String { "\(identifier) \(startTime)\n" }

  init(identifier: pid_t, startTime: String) {
    self.identifier = identifier
    self.startTime = startTime
  }

  init?(text: String) {
    let parts = text.split(whereSeparator: \.isWhitespace)
    guard parts.count == 2, let identifier = pid_t(parts[0]) else { return nil }
    self.init(identifier: identifier, startTime: String(parts[1]))
  }

  static var current: ProcessMark { ProcessMark(identifier: getpid(), startTime: status(of: getpid())?.startTime ?? "?") }

  /// True while that very process lives.
  var isAlive: Bool { Self.status(of: identifier)?.startTime == startTime }

  /// True while a process of that number lives; one that has ended and was not yet waited for counts as gone.
  static func isAlive(_ identifier: pid_t) -> Bool {
    guard let status = status(of: identifier) else { return false }
    return status.state != "Z" && status.state != "X"
  }

  private static func status(of identifier: pid_t) -> (state: String, startTime: String)? {
    guard let data = FileManager.default.contents(atPath: "/proc/\(identifier)/stat") else { return nil }
    // The name in parentheses may hold anything, so count from its end.
    guard let tail = String(decoding: data, as: UTF8.self).split(separator: ")").last else { return nil }
    let fields = tail.split(separator: " ")
    guard fields.count > 19 else { return nil }
    return (String(fields[0]), String(fields[19]))
  }
}
