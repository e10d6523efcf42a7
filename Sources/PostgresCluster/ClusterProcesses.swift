import Foundation

/// The processes of a server.
enum ClusterProcesses {
  /// The postmaster that runs on a data folder, by the folder's own note; nil when none does.
  static func postmaster(of data: String) -> pid_t? {
    guard let note = FileManager.default.contents(atPath: data + "/postmaster.pid"),
      let line = String(decoding: note, as: UTF8.self).split(separator: "\n").first, let identifier = pid_t(line), identifier > 1,
      isServer(identifier, of: data)
    else { return nil }
    return identifier
  }

  /// True where the process really is that server: a number may have been used again.
  private static func isServer(_ identifier: pid_t, of data: String) -> Bool {
    guard let words = FileManager.default.contents(atPath: "/proc/\(identifier)/cmdline") else { return false }
    return String(decoding: words, as: UTF8.self).split(separator: "\0").contains { $0 == data }
  }

  /// Sends a signal to the postmaster and its children.
  static func signal(_ postmaster: pid_t, _ number: Int32) {
    let children = FileManager.default.contents(atPath: "/proc/\(postmaster)/task/\(postmaster)/children") ?? Data()
    // The postmaster first when it is frozen, so that it starts no child meanwhile; last when it goes on.
    if number == SIGSTOP { kill(postmaster, number) }
    for child in String(decoding: children, as: UTF8.self).split(separator: " ") {
      if let identifier = pid_t(child) { kill(identifier, number) }
    }
    if number != SIGSTOP { kill(postmaster, number) }
  }

  /// Ends a postmaster: an immediate shutdown, then SIGKILL for it and its children.
  static func end(_ postmaster: pid_t) async {
    signal(postmaster, SIGCONT)
    kill(postmaster, SIGQUIT)
    if await isGone(postmaster, within: .seconds(6)) { return }
    signal(postmaster, SIGKILL)
    _ = await isGone(postmaster, within: .seconds(3))
  }

  private static func isGone(_ identifier: pid_t, within limit: Duration) async -> Bool {
    let clock = ContinuousClock()
    let deadline = clock.now.advanced(by: limit)
    while ProcessMark.isAlive(identifier) {
      if clock.now >= deadline { return false }
      // A cancelled task still has to see the server go: without sleeping it would only spin.
      if (try? await clock.sleep(for: .milliseconds(5))) == nil { usleep(5_000) }
    }
    return true
  }
}
