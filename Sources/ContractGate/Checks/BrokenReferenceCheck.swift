import GateKit
import GateModel
import JSONDocument

/// The document must be self-contained: every reference is local and resolves.
struct BrokenReferenceCheck: ContractCheck {
  let descriptor = CheckDescriptor(
    id: "contract/broken-reference", title: "Reference that doesn't resolve in the document",
    rationale: "Whoever gets the published document alone can't read it, and no client can be made from it.",
    remedy: "Bundle what the reference names into the document's components", requirements: ["S1-M10"])

  let defects: [DefectID] = ["openapi.external-ref"]

  func subjects(in model: ContractModel) -> [CheckSubject] {
    [CheckSubject(name: model.document.path, operation: nil, pointer: .root)]
  }

  func run(_ subject: CheckSubject, in session: ContractSession, context: CaseContext) async throws -> CaseOutcome {
    let document = session.model.document
    for broken in session.model.brokenReferences {
      let problem = broken.isExternal ? "leads out of the document" : "leads to nothing"
      await context.report(
        descriptor, message: "the reference \(broken.reference) \(problem)", subject: document.path,
        location: SourceLocation(path: document.path, line: document.line(of: broken.pointer)),
        identity: [broken.pointer.description, broken.reference])
    }
    return .passed
  }
}
