import GateKit
import Synchronization

/// The plan that was made last, for as long as the files that it was made from are the same: a run asks for it, and then needs it again.
final class PlanMemo: Sendable {
  private let last = Mutex<(reads: [String: [UInt8]], plan: ContractPlan)?>(nil)

  /// - Parameter make: makes the plan from these files, where the last one isn't that any more.
  func plan(of files: any FileTree, _ make: (any FileTree) async throws -> ContractPlan) async throws -> ContractPlan {
    if let known = last.withLock({ $0 }), known.reads.allSatisfy({ (try? files.read($0.key)) == $0.value }) { return known.plan }
    let record = FileRecord(files)
    let plan = try await make(record)
    last.withLock { $0 = (record.reads, plan) }
    return plan
  }
}

/// A tree of files that knows what was read.
private final class FileRecord: FileTree {
  private let tree: any FileTree
  private let all = Mutex<[String: [UInt8]]>([:])

  init(_ tree: any FileTree) { self.tree = tree }

  var reads: [String: [UInt8]] { all.withLock { $0 } }

  func read(_ path: String) throws -> [UInt8] {
    let bytes = try tree.read(path)
    all.withLock { $0[path] = bytes }
    return bytes
  }

  func files(under folder: String) throws -> [String] { try tree.files(under: folder) }

  func exists(_ path: String) -> Bool { tree.exists(path) }
}
