import Foundation

/// How long the threads of this process ran and how long they waited for a processor, as Linux counts it.
///
/// Who waits is slower without being slower code; the share of waiting bounds how much of a slowdown the machine may
/// have made. This type reads `/proc`: it is the module's edge to the machine.
public struct ProcessorTime: Sendable, Hashable {
  /// Nanoseconds.
  public var ran: Double
  public var waited: Double

  public init(ran: Double, waited: Double) {
    self.ran = ran
    self.waited = waited
  }

  /// Adds up the lines of `/proc/PID/task/TID/schedstat`: time on a processor, time waiting for one, number of turns.
  public init(schedstats: [String]) {
    self.init(ran: 0, waited: 0)
    for line in schedstats {
      let fields = line.split(whereSeparator: \.isWhitespace).prefix(2).compactMap { Double($0) }
      guard fields.count == 2 else { continue }
      ran += fields[0]
      waited += fields[1]
    }
  }

  /// The counts of this process until now; nil where the system does not count.
  public static func ofThisProcess() -> ProcessorTime? { of(process: "self") }

  /// The counts of every process of a group until now; nil where there is none, or the system does not count.
  public static func ofGroup(_ group: Int32) -> ProcessorTime? {
    guard let entries = try? FileManager.default.contentsOfDirectory(atPath: "/proc") else { return nil }
    let members = entries.filter { Int32($0) != nil && getpgid(Int32($0) ?? -1) == group }
    let times = members.compactMap { of(process: $0) }
    return times.isEmpty ? nil : times.reduce(ProcessorTime(ran: 0, waited: 0), +)
  }

  /// The counts of all threads of a process, by its number or `self`.
  static func of(process: String) -> ProcessorTime? {
    let folder = "/proc/\(process)/task"
    guard let threads = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return nil }
    let lines = threads.compactMap { try? String(contentsOfFile: "\(folder)/\($0)/schedstat", encoding: .utf8) }
    return lines.isEmpty ? nil : ProcessorTime(schedstats: lines)
  }

  public static func + (left: ProcessorTime, right: ProcessorTime) -> ProcessorTime {
    ProcessorTime(ran: left.ran + right.ran, waited: left.waited + right.waited)
  }

  /// What was added since an earlier reading; a thread that ended in between takes its counts with it.
  public static func - (left: ProcessorTime, right: ProcessorTime) -> ProcessorTime {
    ProcessorTime(ran: max(left.ran - right.ran, 0), waited: max(left.waited - right.waited, 0))
  }

  /// The share of the time between `start` and this reading in which somebody who could run had to wait, 0 to 1.
  public func waitShare(since start: ProcessorTime) -> Double {
    // A thread that ended in between takes its counts with it.
    let ran = max(ran - start.ran, 0)
    let waited = max(waited - start.waited, 0)
    return ran + waited > 0 ? waited / (ran + waited) : 0
  }
}
