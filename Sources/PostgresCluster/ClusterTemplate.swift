import Foundation

/// A data folder that `initdb` made once; every cluster starts as a copy of it.
struct ClusterTemplate: Sendable {
  let folder: String
  let password: String

  var data: String { folder + "/data" }

  /// The format of what is in the folder; another number makes a new one.
  private static let format = 1

  /// Makes the template, or takes the one that is there. Safe with others doing the same at the same time.
  static func prepare(in home: ClusterHome, binaries: ServerBinaries, user: ServerUser) async throws -> ClusterTemplate {
    let folder = "\(home.path)/template-\(binaries.version)-\(user.userID)-\(format)"
    if let template = existing(folder) { return template }
    let draft = "\(folder).draft-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    defer { try? FileManager.default.removeItem(atPath: draft) }
    try FileManager.default.createDirectory(atPath: draft, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o711])
    let password = (0..<4).map { _ in String(UInt64.random(in: 0...UInt64.max), radix: 36) }.joined()
    let secretFile = draft + "/secret"
    try Data(password.utf8).write(to: URL(fileURLWithPath: secretFile))
    guard chmod(secretFile, 0o600) == 0, mkdir(draft + "/data", 0o700) == 0 else {
      throw ClusterError.folder(path: draft, reason: String(cString: strerror(errno)))
    }
    try user.own(secretFile)
    try user.own(draft + "/data")
    try await user.run(
      binaries.path("initdb"),
      [
        "-D", draft + "/data", "-U", "postgres", "-A", "scram-sha-256", "--pwfile", secretFile, "-E", "UTF8", "--no-locale", "--no-sync",
        "--wal-segsize=1",
      ])
    // Another process may have been faster; then its template is as good as this one.
    if rename(draft, folder) != 0, existing(folder) == nil {
      throw ClusterError.folder(path: folder, reason: String(cString: strerror(errno)))
    }
    guard let template = existing(folder) else { throw ClusterError.folder(path: folder, reason: "it is damaged; delete it") }
    return template
  }

  private static func existing(_ folder: String) -> ClusterTemplate? {
    guard let secret = FileManager.default.contents(atPath: folder + "/secret"),
      FileManager.default.fileExists(atPath: folder + "/data/global/pg_control")
    else { return nil }
    return ClusterTemplate(folder: folder, password: String(decoding: secret, as: UTF8.self))
  }
}
