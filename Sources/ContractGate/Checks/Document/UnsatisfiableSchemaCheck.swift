import GateKit
import GateModel
import JSONDocument
import JSONSchema
import OpenAPI

/// A schema must have at least one valid instance.
struct UnsatisfiableSchemaCheck: DocumentCheck {
  let descriptor = CheckDescriptor(
    id: "contract/unsatisfiable-schema", title: "Schema that no value is valid against",
    rationale: "Nobody can call the operation or be answered as the document says, and no test can show it.",
    remedy: "Correct the keywords that exclude each other")

  func violations(in model: ContractModel) -> [Violation] {
    let places = model.document.allSchemas()
    let contradiction = SchemaContradiction(document: model.document)
    var found: [JSONPointer: Violation] = [:]
    var contradicted: Set<JSONPointer> = []
    for place in places {
      guard let reason = contradiction.reason(at: place) else { continue }
      contradicted.insert(place)
      // Whoever refers to the schema has the same reason.
      guard found[reason.pointer] == nil else { continue }
      found[reason.pointer] = Violation(
        "no value is valid against \(place): \(reason.message)", at: reason.pointer, cause: [reason.pointer.description])
    }
    let ordered = found.values.sorted { $0.pointer.description < $1.pointer.description }
    return ordered + enumerations(places.filter { !contradicted.contains($0) }, model)
  }

  /// Where an enumeration lists all values, trying them is a proof.
  private func enumerations(_ places: [JSONPointer], _ model: ContractModel) -> [Violation] {
    let root = model.document.source.root
    let listed = places.filter { root[$0]?["enum"]?.array != nil || root[$0]?["const"] != nil }
    let schemas = model.document.schemas(at: listed)
    return listed.compactMap { place in
      guard case .success(let schema)? = schemas[place] else { return nil }
      let keyword = root[place]?["const"] == nil ? "enum" : "const"
      let values = keyword == "const" ? [root[place]?["const"] ?? .null] : root[place]?["enum"]?.array ?? []
      guard !values.contains(where: schema.accepts) else { return nil }
      let pointer = place.appending(keyword)
      return Violation("no value of \(pointer) is valid against the rest of its schema", at: pointer, cause: [pointer.description])
    }
  }
}
