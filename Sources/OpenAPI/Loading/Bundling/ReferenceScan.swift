import JSONDocument
import JSONSchema

/// A reference as it stands in a file.
struct FoundReference {
  let file: Int
  /// Place of the text itself: that of `$ref`, or of a value of a discriminator's mapping.
  let pointer: JSONPointer
  let text: String
  /// What it must lead to.
  let part: DocumentPart
  /// URI of the schema resource that it stands in, when a schema around it has an identifier of its own.
  let resource: String?
}

/// Walks through the parts of a document and collects references and identifiers. Examples, defaults and extensions are data.
struct ReferenceScan {
  let file: Int
  /// Whether schemas have identifiers, and references have siblings: from OpenAPI 3.1 on.
  let isModern: Bool
  private(set) var references: [FoundReference] = []
  private(set) var identifiers: Set<String> = []
  private var tokens: [String] = []
  private var resource: String?

  init(file: Int, isModern: Bool) {
    (self.file, self.isModern) = (file, isModern)
  }

  mutating func scan(_ value: JSONValue, at pointer: JSONPointer, as part: DocumentPart) {
    tokens = pointer.tokens
    resource = nil
    visit(value, part)
  }

  private mutating func visit(_ value: JSONValue, _ part: DocumentPart) {
    guard case .object(let object) = value else { return }
    let outer = resource
    defer { resource = outer }
    if part == .schema, isModern, let id = object["$id"]?.string, !id.hasPrefix("#") {
      let uri = URIReference(id).resolved(against: URIReference(outer ?? OpenAPIDocument.uri)).withoutFragment
      resource = uri
      identifiers.insert(uri)
    }
    if part.mayBeReference, let text = object["$ref"]?.string {
      add(text, part, below: ["$ref"])
      if part == .schema, !isModern { return }
    }
    if part == .leaf { return }
    for member in object.members {
      if let arrangement = part.arrangement(of: member.key) {
        tokens.append(member.key)
        visit(member.value, arrangement)
        tokens.removeLast()
      } else if part == .schema, member.key == "discriminator" {
        visitMapping(member.value["mapping"])
      }
    }
  }

  private mutating func visit(_ value: JSONValue, _ arrangement: DocumentPart.Arrangement) {
    switch (arrangement, value) {
    case (.one(let part), _): visit(value, part)
    case (.list(let part), .array(let items)), (.oneOrList(let part), .array(let items)):
      for (position, item) in items.enumerated() {
        tokens.append(String(position))
        visit(item, part)
        tokens.removeLast()
      }
    case (.map(let part), .object(let object)):
      for member in object.members where !(part == .pathItem && member.key.hasPrefix("x-")) {
        tokens.append(member.key)
        visit(member.value, part)
        tokens.removeLast()
      }
    case (.oneOrList(let part), _): visit(value, part)
    default: break
    }
  }

  /// A discriminator's mapping has names of schemas, or references that aren't called so.
  private mutating func visitMapping(_ mapping: JSONValue?) {
    for member in mapping?.object?.members ?? [] {
      guard let text = member.value.string else { continue }
      let isReference = text.contains("#") || text.contains("/") || [".json", ".yaml", ".yml"].contains(where: text.hasSuffix)
      if isReference { add(text, .schema, below: ["discriminator", "mapping", member.key]) }
    }
  }

  private mutating func add(_ text: String, _ part: DocumentPart, below: [String]) {
    references.append(
      FoundReference(file: file, pointer: JSONPointer(tokens: tokens + below), text: text, part: part, resource: resource))
  }
}
