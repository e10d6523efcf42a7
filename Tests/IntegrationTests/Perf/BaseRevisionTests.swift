import Foundation
import GateKit
import HTTPWire
import PerfGate
import Testing

@testable import gatehouse

/// Another revision of a repository, checked out, built and compared with, in a real git repository.
@Suite struct BaseRevisionTests {
  @Test("a base revision is built beside the working tree, once, and both are started where they stand")
  func compared() async throws {
    let repository = try await Repository()
    defer { repository.remove() }
    // The candidate lacks what is asked for, which ends the comparison after one unit.
    try repository.delete("data.txt")
    for run in 1...2 {
      let result = try await repository.compare(base: "HEAD", request: "/data.txt")
      #expect(result.problem?.contains("status that is not accepted") == true)
      #expect(result.units == 1)
      let built = try repository.lines("built.log")
      #expect(built.count == 1 + run, "the base is built once, the working tree each time")
      #expect(built.filter { $0 == repository.root }.count == run)
      let tree = try #require(built.first { $0 != repository.root })
      #expect(tree.hasPrefix(repository.cache.folder))
      let started = try repository.lines("started.log")
      #expect(started.filter { $0 == tree }.count == 2 * run, "the base, and another instance of it as control")
      #expect(started.filter { $0 == repository.root }.count == run)
    }
    #expect(try await repository.git(["worktree", "list"]).split(separator: "\n").count == 1)
    #expect(try await repository.git(["status", "--porcelain", "--untracked-files=no"]) == " D data.txt\n")
  }

  @Test("a base that does not build is one clear error, and nothing is left behind")
  func broken() async throws {
    let repository = try await Repository(build: "echo no compiler here >&2; touch half-built; exit 7")
    defer { repository.remove() }
    let error = await #expect(throws: CommandError.self) { try await repository.compare(base: "main", request: "/") }
    #expect(error?.message.contains("the base 'main' does not build") == true)
    #expect(error?.message.contains("ended with 7\nno compiler here") == true)
    #expect(try await repository.git(["worktree", "list"]).split(separator: "\n").count == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: repository.cache.folder).isEmpty)
  }

  @Test("a name that there is no commit of is refused, also one that looks like an option", arguments: ["no-such", "--help"])
  func unknown(name: String) async throws {
    let repository = try await Repository()
    defer { repository.remove() }
    await #expect(throws: CommandError.self) { try await repository.compare(base: name, request: "/") }
    #expect(!FileManager.default.fileExists(atPath: repository.cache.folder))
  }

  @Test("what is compared has to be said", arguments: [(nil, "true"), ("true", nil)] as [(String?, String?)])
  func unsaid(base: String?, candidate: String?) async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let options = ComparedServices.Options(baseCommand: base, candidateCommand: candidate)
    await #expect(throws: CommandError.self) {
      _ = try await ComparedServices.find(
        options, in: folder.path, cache: BuildCache(folder: "\(folder.path)/cache"), processes: SubprocessRunner())
    }
  }

  @Test("only the trees used last are kept, and none that is in use")
  func pruned() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let cache = BuildCache(folder: "\(folder.path)/cache", kept: 1)
    let used = try await cache.lock("a", within: .seconds(5))
    for key in ["a", "b", "c"] {
      let lock = key == "a" ? used : try await cache.lock(key, within: .seconds(5))
      try FileManager.default.createDirectory(atPath: cache.tree(key), withIntermediateDirectories: true)
      try cache.complete(key)
      cache.touch(key)
      withExtendedLifetime(lock) {}
    }
    cache.touch("c")
    #expect(cache.isBuilt("a") && !cache.isBuilt("b") && cache.isBuilt("c"))
    #expect(!FileManager.default.fileExists(atPath: cache.tree("b")))
    await #expect(throws: CommandError.self) { _ = try await cache.lock("a", within: .milliseconds(1)) }
    withExtendedLifetime(used) {}
  }
}

/// A git repository with a service that answers with its files, in a folder that is gone afterwards.
private struct Repository {
  private let folder: TemporaryFolder
  private let processes = SubprocessRunner()
  let root: String
  let cache: BuildCache

  init(build: String? = nil) async throws {
    folder = try TemporaryFolder()
    // As git and the shell name it.
    root = URL(fileURLWithPath: folder.path).resolvingSymlinksInPath().path + "/repository"
    cache = BuildCache(folder: URL(fileURLWithPath: folder.path).resolvingSymlinksInPath().path + "/cache")
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    _ = try folder.write("repository/data.txt", "data\n")
    _ = try folder.write(
      "repository/gatehouse.yml",
      """
      service:
        build: [/bin/sh, -c, "\(build ?? "pwd -P >> '\(folder.path)/built.log'")"]
        command: [/bin/sh, -c, "pwd -P >> '\(folder.path)/started.log'; exec python3 -m http.server $0 --bind 127.0.0.1", "${port}"]
      """)
    _ = try await git(["init", "--quiet", "--initial-branch=main", "."])
    _ = try await git(["add", "."])
    _ = try await git(["-c", "user.name=n", "-c", "user.email=n@example.org", "commit", "--quiet", "-m", "one"])
  }

  func remove() { folder.remove() }
  func delete(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(root)/\(name)") }

  func lines(_ name: String) throws -> [String] {
    try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8).split(separator: "\n").map(String.init)
  }

  func git(_ arguments: [String]) async throws -> String {
    let result = try await processes.run(["git"] + arguments, environment: [:], directory: root, limit: .seconds(60))
    try #require(result.exitCode == 0, "git \(arguments): \(result.errorOutput)")
    return result.output
  }

  /// As `gatehouse perf compare --base`, with units that are as short as can be.
  func compare(base: String, request: String) async throws -> (problem: String?, units: Int) {
    let services = try await ComparedServices.find(
      ComparedServices.Options(base: base), in: root, cache: cache, processes: processes)
    let bytes = Array("GET \(request) HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
    let extent = ServiceComparison.Extent(unit: .milliseconds(20), warmUp: .milliseconds(2), connections: 1)
    return try await services.harnessed { start in
      let comparison = ServiceComparison(
        requests: [LoadRequest(name: "get", variants: [bytes])], extent: extent, seed: 1, start: start)
      let result = try await comparison.run()
      return (result.problem, result.units)
    }
  }
}
