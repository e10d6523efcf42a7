import Foundation

/// Reads the processor time of a group of processes again and again: who belongs to it is looked up once, since looking through all
/// processes takes as long as a slice of a load.
struct GroupMeter: Sendable {
  private let members: [Int32]

  /// Nil where the group has no member.
  init?(group: Int32) {
    guard let entries = try? FileManager.default.contentsOfDirectory(atPath: "/proc") else { return nil }
    members = entries.compactMap { Int32($0) }.filter { getpgid($0) == group }
    if members.isEmpty { return nil }
  }

  /// The counts until now; nil where a member has ended or the system does not count.
  func read() -> ProcessorTime? {
    var whole = ProcessorTime(ran: 0, waited: 0)
    for member in members {
      guard let time = ProcessorTime.of(process: "\(member)") else { return nil }
      whole = whole + time
    }
    return whole
  }
}
