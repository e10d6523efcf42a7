import Foundation
import Subprocess

/// Who the server runs as. PostgreSQL refuses root, so root gives way to an unprivileged user.
struct ServerUser: Hashable, Sendable {
  var userID: uid_t
  var groupID: gid_t
  /// True where we must change to it.
  var isOther: Bool

  /// - Throws: ``ClusterError/noUnprivilegedUser``.
  static func current() throws -> ServerUser {
    guard getuid() == 0 else { return ServerUser(userID: getuid(), groupID: getgid(), isOther: false) }
    for name in ["postgres", "nobody"] {
      if let entry = getpwnam(name) { return ServerUser(userID: entry.pointee.pw_uid, groupID: entry.pointee.pw_gid, isOther: true) }
    }
    throw ClusterError.noUnprivilegedUser
  }

  /// Runs a program as this user, to its end.
  /// - Throws: ``ClusterError/command(program:exitCode:output:)`` when it fails.
  func run(_ program: String, _ arguments: [String], log: String? = nil) async throws {
    var options = PlatformOptions()
    if isOther {
      options.userID = userID
      options.groupID = groupID
      options.supplementaryGroups = [groupID]
    }
    options.createSession = true
    let environment: Subprocess.Environment = .inherit.updating(["LC_ALL": "C", "PGPASSWORD": nil, "PGHOST": nil, "PGPORT": nil])
    let result = try await Subprocess.run(
      .path(.init(program)), arguments: Arguments(arguments), environment: environment, workingDirectory: "/", platformOptions: options,
      input: .none, output: .string(limit: 1 << 20), error: .combinedWithOutput)
    guard case .exited(0) = result.terminationStatus else {
      let code: Int32 =
        switch result.terminationStatus {
        case .exited(let code): code
        case .signaled(let signal): 128 + signal
        }
      let details = log.flatMap { try? String(contentsOfFile: $0, encoding: .utf8) } ?? ""
      throw ClusterError.command(program: program, exitCode: code, output: result.standardOutput + details)
    }
  }

  /// Gives a file or folder to this user.
  func own(_ path: String) throws {
    guard isOther, chown(path, userID, groupID) != 0 else { return }
    throw ClusterError.folder(path: path, reason: String(cString: strerror(errno)))
  }
}
