import Foundation

/// A freshly initialised data directory, made once for each server version and copied for each cluster.
struct TemplateStore: Sendable {
  /// Raised when what is in a template changes.
  static let format = 1
  static let superuser = "postgres"

  let cache: CacheFolder
  let binaries: ServerBinaries
  let user: ServerUser

  private var key: String { "pg\(binaries.release)-uid\(user.id)-v\(Self.format)" }
  private var path: String { "\(cache.templates)/\(key)" }

  /// The template, made first where it is missing or damaged. Of several starters one makes it, the others wait.
  func template(until deadline: ContinuousClock.Instant) async throws -> Template {
    if let ready = Template(path: path, major: binaries.version) { return ready }
    let lock = try await FileLock.take(path + ".lock", until: deadline)
    defer { withExtendedLifetime(lock) {} }
    if let ready = Template(path: path, major: binaries.version) { return ready }
    try await Blocking.run { try removeLeftovers() }
    try await make(within: deadline - .now)
    guard let ready = Template(path: path, major: binaries.version) else {
      throw ClusterError.folder(path: path, reason: "initdb ran, but left no complete data directory")
    }
    return ready
  }

  private func removeLeftovers() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: cache.templates)
    for name in names where name == key || name.hasPrefix(".\(key).") {
      try FileManager.default.removeItem(atPath: "\(cache.templates)/\(name)")
    }
  }

  private func make(within limit: Duration) async throws {
    let draft = "\(cache.templates)/.\(key).\(RandomText.hexadecimal(digits: 8))"
    try FileManager.default.createDirectory(atPath: draft, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o711])
    let data = draft + "/data"
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    let password = draft + "/password"
    let secret = Data(RandomText.hexadecimal(digits: 32).utf8)
    guard FileManager.default.createFile(atPath: password, contents: secret, attributes: [.posixPermissions: 0o600]) else {
      throw ClusterError.folder(path: password, reason: "it can't be written")
    }
    try user.own(data)
    try user.own(password)
    let command = [
      binaries.initdb, "--pgdata=\(data)", "--username=\(Self.superuser)", "--pwfile=\(password)", "--auth=scram-sha-256",
      "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions", "--wal-segsize=4",
    ]
    try await ChildProcess.runTool(try user.command(command, endsWithUs: true), within: limit, log: draft + "/initdb.log")
    try user.disown(password)
    guard rename(draft, path) == 0 else {
      throw ClusterError.folder(path: path, reason: String(cString: strerror(errno)))
    }
  }
}

/// A complete template.
struct Template: Sendable {
  let data: String
  /// The superuser's, random for each template, readable for its owner only.
  let password: String

  /// Nil when something is missing. The folder appears by one rename, so a part of it was removed later then.
  init?(path: String, major: Int) {
    data = path + "/data"
    let secret = try? String(contentsOfFile: path + "/password", encoding: .utf8)
    let version = try? String(contentsOfFile: data + "/PG_VERSION", encoding: .utf8)
    let needed = ["global/pg_control", "base/1", "pg_wal", "pg_hba.conf", "postgresql.conf", "pg_xact/0000"]
    guard let secret, secret.count == 32, version == "\(major)\n" else { return nil }
    for name in needed where !FileManager.default.fileExists(atPath: "\(data)/\(name)") { return nil }
    password = secret
  }

  /// Copies the data directory, sharing blocks where the file system can.
  func copy(to target: String, within limit: Duration, log: String) async throws {
    let copy = "/bin/cp"
    do {
      try await ChildProcess.runTool([copy, "-a", "--reflink=auto", data, target], within: limit, log: log)
    } catch is ClusterError {
      // A cp without that option, as on small images.
      try? FileManager.default.removeItem(atPath: target)
      try await ChildProcess.runTool([copy, "-a", data, target], within: limit, log: log)
    }
  }
}
