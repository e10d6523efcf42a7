import Glibc

/// The threads of a process group while they have real-time priority (`SCHED_FIFO`, sched(7)), and what they had before.
///
/// When a stopped process goes on, its threads wake at once. With the usual policy the kernel lets those that come back from a wait
/// interrupt those that have not yet taken their request up, and leaves several behind each other on one processor; in real time
/// they run in the order in which they woke, spread over all processors. Children that the threads start meanwhile are not raised.
struct RaisedThreads {
  private struct Thread {
    var id: pid_t
    var policy: CInt
    var parameters: sched_param
  }

  private static let resetOnFork: CInt = 0x4000_0000

  private var threads: [Thread] = []

  /// How many were raised: none where the operating system does not allow it (it takes root, or `CAP_SYS_NICE`).
  var count: Int { threads.count }

  /// Raises every thread of the group that has the usual policy.
  init(group: Int32) {
    for process in Self.numbers(in: "/proc") where getpgid(process) == group {
      for id in Self.numbers(in: "/proc/\(process)/task") {
        guard raise(id) else { return }
      }
    }
  }

  /// Gives every thread back what it had; those that are gone need nothing.
  func lower() {
    for thread in threads {
      var parameters = thread.parameters
      sched_setscheduler(thread.id, thread.policy, &parameters)
    }
  }

  /// - Returns: whether it makes sense to go on with others.
  private mutating func raise(_ id: pid_t) -> Bool {
    var old = sched_param()
    let policy = sched_getscheduler(id)
    guard policy == SCHED_OTHER, sched_getparam(id, &old) == 0 else { return true }
    var raised = sched_param()
    raised.sched_priority = sched_get_priority_min(SCHED_FIFO)
    guard sched_setscheduler(id, SCHED_FIFO | Self.resetOnFork, &raised) == 0 else { return errno != EPERM }
    threads.append(Thread(id: id, policy: policy, parameters: old))
    return true
  }

  /// The entries of a folder of proc(5) that are numbers.
  private static func numbers(in folder: String) -> [pid_t] {
    guard let open = opendir(folder) else { return [] }
    defer { closedir(open) }
    var found: [pid_t] = []
    while let entry = readdir(open) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if let number = pid_t(name) { found.append(number) }
    }
    return found
  }
}
