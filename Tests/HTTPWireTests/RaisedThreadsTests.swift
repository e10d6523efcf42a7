import Glibc
import Testing

@testable import HTTPWire

@Suite struct RaisedThreadsTests {
  @Test("The threads of a group have real-time priority until they are lowered, where the operating system allows it")
  func raisedAndLowered() throws {
    let group = try child()
    defer {
      kill(group, SIGKILL)
      waitpid(group, nil, 0)
    }
    let isAllowed = mayRaise(group)
    let raised = RaisedThreads(group: group)
    #expect(raised.count == (isAllowed ? 1 : 0))
    #expect(policy(of: group) == (isAllowed ? SCHED_FIFO : SCHED_OTHER))
    raised.lower()
    #expect(policy(of: group) == SCHED_OTHER)
  }

  @Test("A group without processes has no threads")
  func nobody() { #expect(RaisedThreads(group: 0x3FFF_FFFF).count == 0) }

  /// A process that waits, alone in its group.
  private func child() throws -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    let words: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("600"), nil]
    defer { words.forEach { free($0) } }
    var process: pid_t = 0
    let outcome = posix_spawnp(&process, "sleep", nil, &attributes, words, nil)
    try #require(outcome == 0)
    return process
  }

  /// Without the bit that ``RaisedThreads`` sets for children.
  private func policy(of process: pid_t) -> CInt { sched_getscheduler(process) & 0xFFFF }

  private func mayRaise(_ process: pid_t) -> Bool {
    var parameters = sched_param(sched_priority: 1)
    guard sched_setscheduler(process, SCHED_FIFO, &parameters) == 0 else { return false }
    parameters.sched_priority = 0
    return sched_setscheduler(process, SCHED_OTHER, &parameters) == 0
  }
}
