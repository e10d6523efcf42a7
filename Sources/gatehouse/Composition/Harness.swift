import Foundation
import GateKit
import GateModel
import SeededDefects

/// Everything that a run needs and that must be gone after it: the database server, the background work.
struct Harness: Sendable {
  let file: GatehouseFile
  let database: ReferenceDatabase?
  let work: BackgroundWork

  /// Opens what the run needs, hands it to `body`, and closes it on every way out.
  static func with<Value: Sendable>(
    _ file: GatehouseFile, database url: String?, _ body: @escaping @Sendable (Harness) async throws -> Value
  ) async throws -> Value {
    let database = file.service == nil && !file.startsNothing ? try await ReferenceDatabase.open(url: url) : nil
    let work = BackgroundWork()
    do {
      let value = try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask {
          await work.run()
          return nil
        }
        group.addTask { try await body(Harness(file: file, database: database, work: work)) }
        defer { group.cancelAll() }
        while let next = try await group.next() { if let value = next { return value } }
        throw CancellationError()
      }
      await database?.close()
      return value
    } catch {
      await database?.close()
      throw error
    }
  }

  /// The environment of a run with these defects switched on.
  /// - Throws: what a defect throws that does not fit any more.
  /// - Parameters:
  ///   - workers: how many cases run at the same time; as many as the machine has cores where it is nil.
  ///   - earlier: the commit since which changes count.
  func environment(
    seed: RootSeed, defects: [SeededDefect] = [], workers: Int? = nil, earlier: String? = nil
  ) throws -> RunEnvironment {
    let files = try DefectOverlay.files(DiskFileTree(root: file.root), defects)
    return RunEnvironment(
      seed: seed, today: Day.today, files: files, targets: launcher(defects, files),
      processes: SubprocessRunner(root: file.root), workers: workers ?? max(2, ProcessInfo.processInfo.activeProcessorCount),
      earlier: earlier.map { GitRevision(name: $0, root: file.root, processes: SubprocessRunner()).earlier })
  }

  private func launcher(_ defects: [SeededDefect], _ files: any FileTree) -> any TargetLauncher {
    if let service = file.service { return CommandLauncher(service: service, work: work, processes: SubprocessRunner(), root: file.root) }
    guard let database else { return NoTarget() }
    return ReferenceLauncher(database: database, work: work, files: files, defects: defects)
  }
}

/// Lays the changed files of defects over the repository.
enum DefectOverlay {
  static func files(_ base: any FileTree, _ defects: [SeededDefect]) throws -> any FileTree {
    var changed: [String: String] = [:]
    for defect in defects {
      switch defect.change {
      case .contract(let change): changed["contracts/openapi.yaml"] = try change(try base.text("contracts/openapi.yaml"))
      case .files(let edits):
        for edit in edits { changed[edit.path] = try edit.applied(to: changed[edit.path] ?? base.text(edit.path)) }
      case .overlay(let texts): changed.merge(texts) { $1 }
      case .parts, .schema, .configuration: break
      }
    }
    return changed.isEmpty ? base : MemoryFileTree(changed, over: base)
  }
}
