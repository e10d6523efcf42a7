import Glibc
import HTTPWire

/// A child process with its output, which is the leader of its own group.
struct Child: Sendable {
  let identifier: pid_t
  private let output: CInt

  init(_ program: String, arguments: [String]) throws {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { throw LoadPlanError.exhausted("pipe, errno \(errno)") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    let words = ([program] + arguments).map { strdup($0) }
    var child: pid_t = 0
    let code = posix_spawn(&child, program, &actions, &attributes, words + [nil], environ)
    for word in words { free(word) }
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
    close(ends[1])
    guard code == 0 else {
      close(ends[0])
      throw LoadPlanError.notConnected("\(program) cannot be started, errno \(code)")
    }
    identifier = child
    output = ends[0]
  }

  /// Waits for it, on the calling thread.
  func firstLine() -> String {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(output, &byte, 1) == 1, byte != 10 { line.append(byte) }
    return String(decoding: line, as: UTF8.self)
  }

  func stop() {
    kill(identifier, SIGKILL)
    var status: CInt = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    close(output)
  }
}
