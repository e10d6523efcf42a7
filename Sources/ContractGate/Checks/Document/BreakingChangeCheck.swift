import GateKit
import GateModel
import JSONDocument
import OpenAPI

/// The document must serve the clients of the earlier one, and what a switch adds the clients of the document.
struct BreakingChangeCheck: DocumentCheck {
  let descriptor = CheckDescriptor(
    id: "contract/breaking-change", title: "Change that breaks clients of the earlier document",
    rationale: "Clients that keep to the document they were written against fail from one day to the next.",
    remedy: "Only add: new fields optional, new operations beside the old ones; 'gatehouse contract diff' shows what a client sends",
    requirements: ["S2-T6"])

  let defects: [DefectID] = ["phase2.breaking-change"]

  func concerns(_ model: ContractModel) -> Bool { !model.revisions.isEmpty }

  func violations(in model: ContractModel) -> [Violation] {
    model.revisions.flatMap { revision in
      revision.breakingChanges().map { change in
        let place = revision.endsAtDocument ? change.revisionPointer : change.basePointer
        let clause = change.request.map { "; it breaks \($0)" } ?? ""
        return Violation(
          "\(change.subject): \(change.message) (\(Self.name(of: revision)))\(clause)", at: place ?? .root,
          cause: [revision.path, change.kind.rawValue, change.subject, (change.basePointer ?? change.revisionPointer ?? .root).description])
      }
    }
  }

  private static func name(of revision: DocumentRevision) -> String {
    revision.endsAtDocument ? "compared with \(revision.path)" : "with \(revision.path)"
  }
}
