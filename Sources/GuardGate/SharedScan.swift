import GateKit
import GateModel

/// The walk that all rules on files share: made for the first that asks.
actor SharedScan {
  private let rules: [any FileRule]
  private var results: [CheckID: FileFindings]?

  init(_ rules: [any FileRule]) { self.rules = rules }

  /// - Throws: `ConfigError` for the policy, `FileTreeError` for the folder, `CancellationError`.
  func findings(of rule: any FileRule, in repository: any FileTree) throws -> FileFindings {
    let found = try results ?? FileScan(rules).results(repository)
    results = found
    return found[rule.descriptor.id] ?? FileFindings()
  }
}
