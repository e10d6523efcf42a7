import GateKit
import GateModel

/// What all rules on files say about one file, to compare it with the file behind a fix.
struct FileLook {
  private struct Key: Hashable {
    var check: CheckID
    var message: String
  }

  private var problems: [Key: Int] = [:]
  private var seen: [CheckID: Int] = [:]
  /// Documents of YAML or JSON that can be read.
  private var documents = 0

  init(_ path: String, _ bytes: [UInt8], _ rules: [any FileRule], _ policy: GuardPolicy) {
    let file = RepositoryFile(path, in: OneFile(path: path, bytes: bytes))
    for rule in rules {
      guard let findings = rule.look(at: file, policy: policy) else { continue }
      let check = rule.descriptor.id
      seen[check] = findings.seen
      for problem in findings.problems { problems[Key(check: check, message: problem.message), default: 0] += 1 }
    }
    if file.kind.isYAML || file.kind.isJSON { documents = file.documents.count { $0.root != nil } }
  }

  /// True where nothing has come, nothing is seen less, and of a check that judges single files something has gone.
  func isBetter(than other: FileLook, by check: CheckID) -> Bool {
    guard seen == other.seen, documents == other.documents else { return false }
    guard problems.allSatisfy({ $0.value <= other.problems[$0.key] ?? 0 }) else { return false }
    return !other.seen.keys.contains(check) || count(of: check) < other.count(of: check)
  }

  private func count(of check: CheckID) -> Int { problems.reduce(0) { $1.key.check == check ? $0 + $1.value : $0 } }

  /// A repository of one file.
  private struct OneFile: FileTree {
    var path: String
    var bytes: [UInt8]

    func read(_ path: String) throws -> [UInt8] {
      guard path == self.path else { throw FileTreeError.missing(path: path) }
      return bytes
    }

    func files(under folder: String) -> [String] { [path] }
    func exists(_ path: String) -> Bool { path == self.path }
  }
}
