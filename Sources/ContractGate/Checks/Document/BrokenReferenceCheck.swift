import GateKit
import GateModel
import JSONDocument

/// The document must be self-contained: every reference is local and resolves.
struct BrokenReferenceCheck: DocumentCheck {
  let descriptor = CheckDescriptor(
    id: "contract/broken-reference", title: "Reference that doesn't resolve in the document",
    rationale: "Whoever gets the published document alone can't read it, and no client can be made from it.",
    remedy: "Bundle what the reference names into the document's components", requirements: ["S1-M10"])

  let defects: [DefectID] = ["openapi.external-ref"]

  func violations(in model: ContractModel) -> [Violation] {
    model.brokenReferences.map { broken in
      let problem = broken.isExternal ? "leads out of the document" : "leads to nothing"
      return Violation(
        "the reference \(broken.reference) \(problem)", at: broken.pointer, cause: [broken.pointer.description, broken.reference])
    }
  }
}
