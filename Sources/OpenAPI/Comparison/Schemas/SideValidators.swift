import JSONDocument
import JSONSchema

/// The validators of a side. Where the document uses the hiding keyword, they are made from a copy that takes it seriously:
/// hidden properties are not required, and whoever sends has none.
struct SideValidators: Sendable {
  private let document: OpenAPIDocument
  private let hidingKeyword: String
  /// Nil where the document itself will do.
  private let store: SchemaStore?
  private let roots: [SchemaLocation]

  private static let uri = OpenAPIDocument.uri

  init(_ document: OpenAPIDocument, hidingKeyword: String, isSender: Bool) {
    self.document = document
    self.hidingKeyword = hidingKeyword
    roots = (document.source.root["components"]?["schemas"]?.object?.keys ?? []).map { name in
      SchemaLocation(document: Self.uri, pointer: JSONPointer(tokens: ["components", "schemas", name]))
    }
    let rewriter = HidingRewriter(root: document.source.root, keyword: hidingKeyword, isSender: isSender)
    if let root = rewriter.rewritten() {
      var store = SchemaStore(dialect: document.hasOpenAPI30Schemas ? .openAPI30 : .draft202012, assertsFormat: true)
      store.add(root, uri: Self.uri)
      self.store = store
    } else {
      store = nil
    }
  }

  func schema(at pointer: JSONPointer) -> CompiledSchema? {
    guard let store else { return try? document.schema(at: pointer) }
    return try? store.compile(SchemaLocation(document: Self.uri, pointer: pointer), roots: roots)
  }

  func hides(_ pointer: JSONPointer) -> Bool {
    document.source.root[pointer].map { HidingRewriter.hides($0, keyword: hidingKeyword, root: document.source.root) } ?? false
  }
}

/// Makes the copy of a document in which a hiding keyword has its effect.
struct HidingRewriter {
  let root: JSONValue
  let keyword: String
  let isSender: Bool

  /// Nil when no schema uses the keyword.
  func rewritten() -> JSONValue? {
    let copy = rewrite(root, isNameMap: false)
    // Not by `?:`, where nil would become JSON's null.
    guard copy.changed else { return nil }
    return copy.value
  }

  /// Whether a schema, or the one that it refers to, has the keyword.
  static func hides(_ schema: JSONValue, keyword: String, root: JSONValue) -> Bool {
    var schema = schema
    for _ in 0..<32 {
      if schema[keyword]?.bool == true { return true }
      guard let text = schema["$ref"]?.string, let pointer = LocalReference.target(of: text),
        let target = root[pointer]
      else { return false }
      schema = target
    }
    return false
  }

  private func rewrite(_ value: JSONValue, isNameMap: Bool) -> (value: JSONValue, changed: Bool) {
    switch value {
    case .array(let items):
      let copies = items.map { rewrite($0, isNameMap: false) }
      return copies.contains { $0.changed } ? (.array(copies.map(\.value)), true) : (value, false)
    case .object(let object):
      var members: [JSONObject.Member] = []
      var changed = false
      for member in object.members {
        if !isNameMap, JSONData.names.contains(member.key) {
          members.append(member)
          continue
        }
        let copy = rewrite(member.value, isNameMap: !isNameMap && JSONData.maps.contains(member.key))
        members.append((member.key, copy.value))
        changed = changed || copy.changed
      }
      var result = JSONObject(members)
      if !isNameMap, hide(object, &result) { changed = true }
      return changed ? (.object(result), true) : (value, false)
    default: return (value, false)
    }
  }

  private func hide(_ original: JSONObject, _ copy: inout JSONObject) -> Bool {
    guard let properties = original["properties"]?.object else { return false }
    let hidden = Set(
      properties.members.filter { Self.hides($0.value, keyword: keyword, root: root) }.map { UTF8Key($0.key) })
    guard !hidden.isEmpty else { return false }
    if let required = original["required"]?.array {
      copy["required"] = .array(required.filter { $0.string.map { !hidden.contains(UTF8Key($0)) } ?? true })
    }
    if isSender, var named = copy["properties"]?.object {
      for name in hidden { named[name.text] = .bool(false) }
      copy["properties"] = .object(named)
    }
    return true
  }
}

/// Which members of a document hold data or names instead of descriptions.
enum JSONData {
  static let names: Set<String> = ["example", "examples", "default", "enum", "const"]
  static let maps: Set<String> = [
    "properties", "patternProperties", "dependentSchemas", "$defs", "definitions", "schemas", "responses", "parameters", "headers",
    "requestBodies", "paths", "callbacks", "links", "content", "securitySchemes", "encoding", "variables", "mapping", "pathItems",
  ]
}
