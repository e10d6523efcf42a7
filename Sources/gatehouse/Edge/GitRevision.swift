import GateKit

/// A commit of the gated repository, read with git.
struct GitRevision: Sendable {
  let name: String
  /// Absolute path of the folder that paths are relative to.
  let root: String
  let processes: any ProcessRunner

  private static let limit = Duration.seconds(20)

  var earlier: EarlierRevision { EarlierRevision(name: name) { path in try await read(path) } }

  private func read(_ path: String) async throws -> [UInt8]? {
    let known = try await git(["rev-parse", "--verify", "--quiet", "\(name)^{commit}"])
    guard known.exitCode == 0 else {
      throw GateError("there is no commit '\(name)'", remedy: "Name a commit of this repository, and fetch it in CI (fetch-depth: 0)")
    }
    let file = try await git(["show", "\(name):./\(path)"])
    return file.exitCode == 0 ? Array(file.output.utf8) : nil
  }

  private func git(_ arguments: [String]) async throws -> ProcessResult {
    // A name that looks like an option would be taken for one.
    guard !name.hasPrefix("-") else { throw GateError("'\(name)' is no commit", remedy: "Give a branch, a tag or a hash") }
    do {
      return try await processes.run(["git"] + arguments, environment: [:], directory: root, limit: Self.limit)
    } catch let error as ProcessError {
      throw GateError(error.description, remedy: "--changed-since needs git and a repository")
    }
  }
}
