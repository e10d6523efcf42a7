import JSONDocument

/// Finds where a schema speaks of a part of an instance.
struct SchemaLocator {
  let root: JSONValue

  /// The keyword's place, or that of the schema which applies to the part, or of the last one on the way that is known.
  func place(of instance: [String], in schema: JSONPointer, keyword: String) -> JSONPointer {
    var current = resolved(schema)
    for token in instance {
      guard let next = child(token, of: current, depth: 0) else { break }
      current = resolved(next)
    }
    return holder(of: keyword, current, depth: 0)?.appending(keyword) ?? current
  }

  /// Whether the schema names every part on the way to the instance.
  func describes(_ instance: [String], in schema: JSONPointer) -> Bool {
    var current = resolved(schema)
    for token in instance {
      guard let next = child(token, of: current, depth: 0) else { return false }
      current = resolved(next)
    }
    return true
  }

  private func resolved(_ pointer: JSONPointer) -> JSONPointer {
    var pointer = pointer
    for _ in 0..<32 {
      guard let text = root[pointer]?["$ref"]?.string, let target = LocalReference.target(of: text),
        root[target] != nil
      else { break }
      pointer = target
    }
    return pointer
  }

  private func parts(of pointer: JSONPointer) -> [JSONPointer] {
    ["allOf", "anyOf", "oneOf"].flatMap { keyword in
      (root[pointer]?[keyword]?.array ?? []).indices.map { resolved(pointer.appending(keyword).appending($0)) }
    }
  }

  private func child(_ token: String, of pointer: JSONPointer, depth: Int) -> JSONPointer? {
    guard depth < 8, let schema = root[pointer] else { return nil }
    if schema["properties"]?[token] != nil { return pointer.appending("properties").appending(token) }
    if token == "*" {
      if schema["items"] != nil { return pointer.appending("items") }
    } else if let position = Int(token) {
      if schema["prefixItems"]?[position] != nil { return pointer.appending("prefixItems").appending(position) }
      if schema["items"] != nil { return pointer.appending("items") }
    }
    for part in parts(of: pointer) { if let found = child(token, of: part, depth: depth + 1) { return found } }
    if let rest = schema["additionalProperties"], rest.object != nil { return pointer.appending("additionalProperties") }
    return nil
  }

  private func holder(of keyword: String, _ pointer: JSONPointer, depth: Int) -> JSONPointer? {
    guard depth < 8, let schema = root[pointer] else { return nil }
    if schema[keyword] != nil { return pointer }
    return parts(of: pointer).lazy.compactMap { holder(of: keyword, $0, depth: depth + 1) }.first
  }
}

extension SchemaLocator {
  /// The value of a keyword at a schema, or at the parts that it is made of.
  func value(of keyword: String, in schema: JSONPointer) -> JSONValue? {
    holder(of: keyword, resolved(schema), depth: 0).flatMap { root[$0]?[keyword] }
  }
}
