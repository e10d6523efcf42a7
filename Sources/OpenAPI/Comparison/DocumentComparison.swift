import JSONDocument

/// What changed between two documents, judged by meaning: a change is breaking when there is a request that was accepted and is
/// refused now, or an answer that an old client can't read. An equivalent rewrite is no change.
///
/// What isn't described isn't sent: a new optional property of an open object breaks nobody. What may be sent in objects that are
/// open is only looked at when the other side closes them.
public struct DocumentComparison: Sendable {
  public let base: OpenAPIDocument
  public let revision: OpenAPIDocument
  /// `YYYY-MM-DD`; without it no `x-sunset` counts as passed.
  public let today: String?

  public init(base: OpenAPIDocument, revision: OpenAPIDocument, today: String? = nil) {
    (self.base, self.revision, self.today) = (base, revision, today)
  }

  /// All changes, those that hurt most first, then in the order of the base. Changes of one cause are one.
  public func changes() -> [Change] {
    if base.source.root == revision.source.root { return [] }
    var run = ComparisonRun(self)
    run.compareAll()
    return Self.grouped(run.changes)
  }

  private struct Cause: Hashable {
    let kind: Change.Kind
    let base: JSONPointer?
    let revision: JSONPointer?
    let message: String
  }

  private static func grouped(_ changes: [Change]) -> [Change] {
    var positions: [Cause: Int] = [:]
    var result: [Change] = []
    for change in changes {
      let cause = Cause(kind: change.kind, base: change.basePointer, revision: change.revisionPointer, message: change.message)
      if let position = positions[cause] {
        if result[position].subject != change.subject, !result[position].alsoIn.contains(change.subject) {
          result[position].alsoIn.append(change.subject)
        }
      } else {
        positions[cause] = result.count
        result.append(change)
      }
    }
    return Change.Severity.allCases.reversed().flatMap { severity in result.filter { $0.severity == severity } }
  }
}
