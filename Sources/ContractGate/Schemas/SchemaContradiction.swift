import JSONDocument
import JSONSchema
import OpenAPI

/// Proves of schemas that no instance is valid against them. What it can't prove it takes for satisfiable.
struct SchemaContradiction {
  /// Why there is no instance, and the keyword that says so.
  struct Reason: Sendable, Hashable {
    let message: String
    let pointer: JSONPointer
  }

  let document: OpenAPIDocument

  private static let allTypes: Set<String> = ["null", "boolean", "number", "integer", "string", "array", "object"]

  /// The reason for a schema as it stands, those of its properties and items left out: they have reasons of their own.
  func reason(at place: JSONPointer) -> Reason? {
    let parts = conjuncts(of: place, depth: 0)
    guard parts.first == place else { return nil }
    var types = Self.allTypes
    for part in parts {
      guard let schema = document.source.root[part] else { continue }
      if schema == false { return Reason(message: "it takes in a schema that allows nothing", pointer: part) }
      guard let own = Self.types(of: schema) else { continue }
      types.formIntersection(own)
      if types.isEmpty { return Reason(message: "no value has all the types that it demands", pointer: part.appending("type")) }
    }
    var reasons: [Reason] = []
    for type in types.sorted() where !(type == "integer" && types.contains("number")) {
      guard let reason = contradiction(for: type, in: parts) else { return nil }
      reasons.append(reason)
    }
    return reasons.first
  }

  /// Why no value of one type is valid.
  private func contradiction(for type: String, in parts: [JSONPointer]) -> Reason? {
    switch type {
    case "number", "integer": numbers(parts, isInteger: type == "integer")
    case "string": sizes(parts, "minLength", "maxLength")
    case "array": sizes(parts, "minItems", "maxItems")
    case "object": sizes(parts, "minProperties", "maxProperties") ?? closed(parts)
    default: nil
    }
  }

  private func sizes(_ parts: [JSONPointer], _ lower: String, _ upper: String) -> Reason? {
    guard let least = limits(parts, lower).max(by: { $0.value < $1.value }),
      let most = limits(parts, upper).min(by: { $0.value < $1.value }),
      least.value > most.value
    else { return nil }
    return Reason(message: "\(lower) \(least.value.text) is above \(upper) \(most.value.text)", pointer: least.pointer)
  }

  private struct Limit {
    let value: JSONNumber
    let isExclusive: Bool
    let pointer: JSONPointer
  }

  private func limits(_ parts: [JSONPointer], _ keyword: String) -> [Limit] {
    parts.compactMap { part in
      guard let number = document.source.root[part]?[keyword]?.number else { return nil }
      return Limit(value: number, isExclusive: false, pointer: part.appending(keyword))
    }
  }

  /// Bounds with the exclusive ones, which are flags in OpenAPI 3.0 and numbers since.
  private func bounds(_ parts: [JSONPointer], _ keyword: String, _ exclusive: String) -> [Limit] {
    let flagged = limits(parts, keyword).map { limit in
      let isExclusive = limit.pointer.parent.flatMap { document.source.root[$0]?[exclusive] } == true
      return Limit(value: limit.value, isExclusive: isExclusive, pointer: limit.pointer)
    }
    return flagged + limits(parts, exclusive).map { Limit(value: $0.value, isExclusive: true, pointer: $0.pointer) }
  }

  private func numbers(_ parts: [JSONPointer], isInteger: Bool) -> Reason? {
    let least = bounds(parts, "minimum", "exclusiveMinimum").max { $0.value < $1.value || $0.value == $1.value && $1.isExclusive }
    let most = bounds(parts, "maximum", "exclusiveMaximum").min { $0.value < $1.value || $0.value == $1.value && $0.isExclusive }
    guard let least, let most else { return nil }
    let message = "no number is both above \(least.value.text) and below \(most.value.text)"
    if least.value > most.value { return Reason(message: message, pointer: least.pointer) }
    if least.value == most.value, least.isExclusive || most.isExclusive { return Reason(message: message, pointer: least.pointer) }
    return nil
  }

  /// A required property that the same schema forbids.
  private func closed(_ parts: [JSONPointer]) -> Reason? {
    let names = parts.flatMap { part in
      (document.source.root[part]?["required"]?.array ?? []).enumerated().compactMap { position, name in
        name.string.map { (name: $0, pointer: part.appending("required").appending(position)) }
      }
    }
    for part in parts {
      guard let schema = document.source.root[part] else { continue }
      let isClosed = schema["additionalProperties"] == false && schema["patternProperties"] == nil
      for required in names {
        if let property = schema["properties"]?[required.name] {
          if property == false { return Reason(message: "\(required.name) is required and allowed no value", pointer: required.pointer) }
        } else if isClosed {
          return Reason(
            message: "\(required.name) is required and not among the properties, which are all that is allowed", pointer: required.pointer)
        }
      }
    }
    return nil
  }

  /// The schema and all that hold for the same instance. Beside a `$ref` nothing else counts in OpenAPI 3.0.
  private func conjuncts(of place: JSONPointer, depth: Int) -> [JSONPointer] {
    guard depth < 16, let schema = document.source.root[place] else { return [] }
    var result = [place]
    if let reference = schema["$ref"]?.string {
      let target = reference.hasPrefix("#") ? JSONPointer(fragment: String(reference.dropFirst())) : nil
      let referred = target.map { conjuncts(of: $0, depth: depth + 1) } ?? []
      if document.version.hasPrefix("3.0.") { return referred }
      result += referred
    }
    for position in (schema["allOf"]?.array ?? []).indices {
      result += conjuncts(of: place.appending("allOf").appending(position), depth: depth + 1)
    }
    return result
  }

  private static func types(of schema: JSONValue) -> Set<String>? {
    guard let type = schema["type"] else { return nil }
    var types = Set(type.string.map { [$0] } ?? type.array?.compactMap(\.string) ?? [])
    if types.contains("number") { types.insert("integer") }
    if schema["nullable"] == true { types.insert("null") }
    return types
  }
}
