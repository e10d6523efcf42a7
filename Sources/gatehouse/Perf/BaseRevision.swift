import Foundation
import GateKit
import GateModel

/// Another revision of the gated repository, checked out and built beside the working tree.
struct BaseRevision: Sendable {
  /// A tree that is ready to start the service from, as long as the lock is held.
  struct Tree: Sendable {
    /// Absolute path of what `root` is in the working tree.
    var root: String
    var commit: String
    /// Nothing had to be built.
    var wasCached: Bool
    var lock: FileLock
  }

  /// A branch, a tag or a hash.
  let name: String
  /// Absolute path of the folder that the service's paths start from.
  let root: String
  let cache: BuildCache
  let processes: any ProcessRunner

  private static let gitLimit = Duration.seconds(120)
  static let buildLimit = Duration.seconds(3_600)

  /// Checks it out and builds it, or takes what was built before. The repository has no worktree more afterwards, whatever happens.
  ///
  /// - Parameter build: makes the command that builds it, from the absolute path of `root` in the tree; nil for nothing to be built.
  /// - Throws: `CommandError` for a name that there is no commit of, and for a revision that does not build.
  func tree(build: (String) throws -> BuildCommand?) async throws -> Tree {
    guard !name.hasPrefix("-") else { throw CommandError("'\(name)' is no commit", remedy: "Give a branch, a tag or a hash") }
    let top = try await git(["rev-parse", "--show-toplevel"], "the base revision is looked for with git")
    let prefix = try await git(["rev-parse", "--show-prefix"], "the base revision is looked for with git")
    let found = try await run(["rev-parse", "--verify", "--quiet", "\(name)^{commit}"])
    guard found.exitCode == 0 else {
      throw CommandError(
        "there is no commit '\(name)'", remedy: "Name a commit of this repository, and fetch it in CI (fetch-depth: 0)")
    }
    let commit = found.output.trimmingCharacters(in: .whitespacesAndNewlines)
    // What is built depends on where the repository is and how it is built, too: paths are often part of a build.
    let own = try build(root)
    var hash = StableHash()
    for text in [top, prefix] + (own?.arguments ?? []) { hash.combine(text) }
    let key = "\(commit)-\(StableHash.hex(hash.value))"
    let lock = try await cache.lock(key, within: Self.buildLimit)
    let folder = cache.tree(key)
    let treeRoot = prefix.isEmpty ? folder : "\(folder)/\(prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix)"
    if cache.isBuilt(key), FileManager.default.fileExists(atPath: treeRoot) {
      cache.touch(key)
      return Tree(root: treeRoot, commit: commit, wasCached: true, lock: lock)
    }
    cache.discard(key)
    do {
      // A worktree that an interrupted run left registered would be in the way.
      _ = try await run(["worktree", "prune"])
      _ = try await git(["worktree", "add", "--detach", "--quiet", "--force", folder, commit], "the base revision cannot be checked out")
      guard FileManager.default.fileExists(atPath: treeRoot) else {
        throw CommandError("'\(name)' has no folder '\(prefix)'", remedy: "Name a base that has it, or a configuration at the top")
      }
      if let command = try build(treeRoot) { try await command.run(processes, what: "the base '\(name)'") }
      await unregister(folder)
      try cache.complete(key)
    } catch {
      cache.discard(key)
      await unregister(folder)
      lock.remove()
      throw error
    }
    cache.touch(key)
    return Tree(root: treeRoot, commit: commit, wasCached: false, lock: lock)
  }

  /// Takes the folder out of the repository's list of worktrees; what stands in it stays.
  private func unregister(_ folder: String) async {
    try? FileManager.default.removeItem(atPath: "\(folder)/.git")
    // This also has to happen where the run was cancelled, and nothing depends on it: git prunes by itself later.
    let (processes, root) = (processes, root)
    await Task {
      _ = try? await processes.run(
        ["git", "worktree", "prune", "--expire", "now"], environment: [:], directory: root, limit: Self.gitLimit)
    }.value
  }

  private func git(_ arguments: [String], _ what: String) async throws -> String {
    let result = try await run(arguments)
    guard result.exitCode == 0 else {
      throw CommandError(
        "\(what), and git said: \(result.errorOutput.trimmingCharacters(in: .whitespacesAndNewlines))",
        remedy: "Compare in a clone of a git repository, or give --base-cmd")
    }
    return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func run(_ arguments: [String]) async throws -> ProcessResult {
    do {
      return try await processes.run(["git"] + arguments, environment: [:], directory: root, limit: Self.gitLimit)
    } catch let error as ProcessError {
      throw CommandError(error.description, remedy: "--base needs git and a repository")
    }
  }
}

/// How a revision is built.
struct BuildCommand: Sendable {
  var arguments: [String]
  /// Absolute.
  var directory: String

  private static let shownLines = 20

  /// - Parameter what: is built.
  /// - Throws: `CommandError` with the end of its output.
  func run(_ processes: any ProcessRunner, what: String) async throws {
    let result: ProcessResult
    do {
      result = try await processes.run(arguments, environment: [:], directory: directory, limit: BaseRevision.buildLimit)
    } catch let error as ProcessError {
      throw CommandError("\(what) cannot be built: \(error)", remedy: "Check the build command")
    }
    guard result.exitCode != 0 else { return }
    let lines = (result.output + result.errorOutput).split(separator: "\n").suffix(Self.shownLines).joined(separator: "\n")
    throw CommandError(
      "\(what) does not build: '\(arguments.joined(separator: " "))' ended with \(result.exitCode)\n\(lines)",
      remedy: "Name a base that builds, or another build command with --build-cmd")
  }
}
