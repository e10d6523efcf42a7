import Foundation

/// Whom the server runs as: us, or an unprivileged user when we are root, as PostgreSQL refuses root.
struct ServerUser: Sendable {
  let id: uid_t
  let group: gid_t
  let isOther: Bool

  /// `postgres` if there is such a user, else `nobody`.
  static func forThisProcess() throws -> ServerUser {
    guard geteuid() == 0 else { return ServerUser(id: geteuid(), group: getegid(), isOther: false) }
    for name in ["postgres", "nobody"] {
      if let user = lookUp(name) { return user }
    }
    throw ClusterError.noUnprivilegedUser
  }

  private static func lookUp(_ name: String) -> ServerUser? {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16_384)
    guard getpwnam_r(name, &entry, &buffer, buffer.count, &found) == 0, found != nil, entry.pw_uid != 0 else { return nil }
    return ServerUser(id: entry.pw_uid, group: entry.pw_gid, isOther: true)
  }

  /// The command as this user. With `endsWithUs` the kernel ends it (SIGQUIT) when we end, where `setpriv` can ask for that; the
  /// sweep of the next start does it everywhere.
  func command(_ command: [String], endsWithUs: Bool) throws -> [String] {
    // Our working folder may be closed to that user.
    let place = Self.tool("env").map { [$0, "-C", "/"] } ?? []
    if let setpriv = Self.tool("setpriv") {
      let death = endsWithUs ? ["--pdeathsig", "QUIT"] : []
      let identity = isOther ? ["--reuid", String(id), "--regid", String(group), "--clear-groups"] : []
      return place + [setpriv] + identity + death + ["--"] + command
    }
    guard isOther else { return place + command }
    guard let runuser = Self.tool("runuser"), let name = getpwuid(id).map({ String(cString: $0.pointee.pw_name) }) else {
      throw ClusterError.command(program: "setpriv", exitCode: 127, output: "it was not found; install the Debian package 'util-linux'")
    }
    return place + [runuser, "-u", name, "--"] + command
  }

  /// Gives a file or folder to this user.
  func own(_ path: String) throws {
    try change(path, to: id, group)
  }

  /// Takes it back.
  func disown(_ path: String) throws {
    try change(path, to: geteuid(), getegid())
  }

  private func change(_ path: String, to user: uid_t, _ group: gid_t) throws {
    guard isOther else { return }
    guard lchown(path, user, group) == 0 else {
      throw ClusterError.folder(path: path, reason: "its owner can't be changed: \(String(cString: strerror(errno)))")
    }
  }

  private static func tool(_ name: String) -> String? {
    ["/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/"].map { $0 + name }.first { access($0, X_OK) == 0 }
  }
}
