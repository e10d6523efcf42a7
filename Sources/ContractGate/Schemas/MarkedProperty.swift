import JSONDocument
import OpenAPI

/// A property that a schema marks as `readOnly` or `writeOnly`.
struct MarkedProperty: Sendable {
  enum Mark: String, Sendable {
    /// Sent by the service only.
    case readOnly
    /// Sent by the client only.
    case writeOnly
  }

  /// Where in the instance it stands, or would stand.
  let place: JSONPointer
  /// The property's schema in the document.
  let schema: JSONPointer
  /// The `readOnly` or `writeOnly` itself.
  let mark: JSONPointer
  /// What the instance has there.
  let value: JSONValue?
}

extension OpenAPIDocument {
  /// The marked properties that belong to the objects of an instance, through `$ref`, `allOf`, `properties` and `items`. What only one
  /// alternative of several marks isn't settled, and left out.
  /// - Parameter reach: tells which properties need not be looked at.
  func properties(
    marked mark: MarkedProperty.Mark, by schema: JSONPointer, in instance: JSONValue, reach: MarkReach? = nil
  ) -> [MarkedProperty] {
    var search = MarkSearch(document: self, mark: mark, reach: reach)
    search.visit(schema, instance, at: .root, depth: 0)
    return search.found
  }
}

extension JSONValue {
  /// Whether any object inside has a member of that name.
  func hasMember(_ name: String) -> Bool { hasMember { $0 == name } }

  /// Whether any object inside has a member with a name that fulfils a condition.
  func hasMember(where fits: (String) -> Bool) -> Bool {
    switch self {
    case .array(let items): items.contains { $0.hasMember(where: fits) }
    case .object(let object): object.members.contains { fits($0.key) || $0.value.hasMember(where: fits) }
    default: false
    }
  }
}

/// Walks schema and instance side by side.
private struct MarkSearch {
  let document: OpenAPIDocument
  let mark: MarkedProperty.Mark
  let reach: MarkReach?
  var found: [MarkedProperty] = []
  private var seen: Set<JSONPointer> = []
  private var visits = 0

  private static let deepest = 32
  private static let mostVisits = 20_000
  /// Items of an array that are looked at.
  private static let mostItems = 20

  init(document: OpenAPIDocument, mark: MarkedProperty.Mark, reach: MarkReach?) {
    (self.document, self.mark, self.reach) = (document, mark, reach)
  }

  mutating func visit(_ schema: JSONPointer, _ instance: JSONValue, at place: JSONPointer, depth: Int) {
    visits += 1
    guard depth < Self.deepest, visits < Self.mostVisits else { return }
    for part in conjuncts(of: schema, depth: 0) {
      guard let source = document.source.root[part] else { continue }
      switch instance {
      case .object(let object): visit(part, source, object, at: place, depth: depth)
      case .array(let items):
        guard source["items"]?.object != nil else { continue }
        for (position, item) in items.prefix(Self.mostItems).enumerated() {
          visit(part.appending("items"), item, at: place.appending(position), depth: depth + 1)
        }
      default: break
      }
    }
  }

  private mutating func visit(
    _ schema: JSONPointer, _ source: JSONValue, _ object: JSONObject, at place: JSONPointer, depth: Int
  ) {
    for name in source["properties"]?.object?.keys ?? [] {
      let property = schema.appending("properties").appending(name)
      guard reach?.reaches(property) ?? true else { continue }
      let own = place.appending(name)
      if let position = markPosition(of: property), seen.insert(own).inserted {
        found.append(MarkedProperty(place: own, schema: property, mark: position, value: object[name]))
      }
      if let value = object[name] { visit(property, value, at: own, depth: depth + 1) }
    }
  }

  private func markPosition(of property: JSONPointer) -> JSONPointer? {
    conjuncts(of: property, depth: 0).first { document.source.root[$0]?[mark.rawValue] == true }.map { $0.appending(mark.rawValue) }
  }

  /// The schema and those that hold for the same instance. Beside a `$ref` nothing else counts in OpenAPI 3.0.
  private func conjuncts(of schema: JSONPointer, depth: Int) -> [JSONPointer] {
    guard depth < 16, let source = document.source.root[schema], source.object != nil else { return [] }
    if let reference = source["$ref"]?.string {
      let target = reference.hasPrefix("#") ? JSONPointer(fragment: String(reference.dropFirst())) : nil
      let referred = target.map { conjuncts(of: $0, depth: depth + 1) } ?? []
      return document.version.hasPrefix("3.0.") ? referred : [schema] + referred
    }
    let branches = (source["allOf"]?.array ?? []).indices.flatMap {
      conjuncts(of: schema.appending("allOf").appending($0), depth: depth + 1)
    }
    return [schema] + branches
  }
}
