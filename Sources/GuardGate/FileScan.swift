import GateKit
import GateModel

/// One walk over the files of a repository for any number of rules, each of which sees a file that is read and taken
/// apart once.
struct FileScan {
  private let rules: [any FileRule]

  init(_ rules: [any FileRule]) { self.rules = rules }

  /// What each rule found, by its id.
  /// - Throws: `ConfigError` for the policy, `FileTreeError` for the folder, `CancellationError`.
  func results(_ repository: any FileTree) throws -> [CheckID: FileFindings] {
    guard let settings = rules.first?.settings else { return [:] }
    let policy = try GuardPolicy.load(settings.policy, from: repository)
    var found = rules.map { rule in
      var findings = FileFindings()
      findings.problems = rule.problems(of: policy)
      return findings
    }
    for path in try repository.files(under: "") where settings.includes(path) {
      try Task.checkCancellation()
      let file = RepositoryFile(path, in: repository)
      for (index, rule) in rules.enumerated() {
        guard let findings = rule.look(at: file, policy: policy) else { continue }
        found[index].add(findings)
      }
    }
    for index in found.indices {
      rules[index].conclude(&found[index], policy: policy)
      found[index].fixPins()
    }
    return Dictionary(zip(rules.map(\.descriptor.id), found)) { first, _ in first }
  }
}
