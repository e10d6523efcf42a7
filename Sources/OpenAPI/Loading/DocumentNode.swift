import JSONDocument

/// A value of the document with its place, as the model's readers see it.
struct DocumentNode {
  let source: DocumentSource
  let value: JSONValue
  let pointer: JSONPointer

  func fail(_ message: String) -> DocumentError { source.fail(message, at: pointer) }

  /// Follows `$ref` until there is none; the pointer then is the place of the target.
  func resolved() throws(DocumentError) -> DocumentNode {
    var node = self
    var seen: Set<JSONPointer> = [pointer]
    while let reference = node.value["$ref"]?.string {
      let target = try node.target(of: reference)
      guard seen.insert(target.pointer).inserted else { throw node.fail("$ref \(reference) leads back to itself") }
      node = target
    }
    return node
  }

  private func target(of reference: String) throws(DocumentError) -> DocumentNode {
    let place = pointer.appending("$ref")
    if let broken = source.brokenReferences.first(where: { $0.pointer == place }) {
      throw DocumentError(path: broken.path, line: broken.line, message: "$ref \(reference) \(broken.reason)")
    }
    guard reference.hasPrefix("#"), let pointer = JSONPointer(fragment: String(reference.dropFirst())), let value = source.root[pointer]
    else { throw fail("$ref \(reference) leads to nothing") }
    return DocumentNode(source: source, value: value, pointer: pointer)
  }

  /// The member of that name as it stands.
  func member(_ name: String) -> DocumentNode? {
    value[name].map { DocumentNode(source: source, value: $0, pointer: pointer.appending(name)) }
  }

  /// The members, extensions left out.
  func members(of name: String) throws(DocumentError) -> [(name: String, node: DocumentNode)] {
    guard let node = member(name) else { return [] }
    return try node.members()
  }

  func members() throws(DocumentError) -> [(name: String, node: DocumentNode)] {
    guard let object = value.object else { throw fail("an object is expected, not \(value.kind.rawValue)") }
    return object.members.filter { !$0.key.hasPrefix("x-") }.map { member in
      (member.key, DocumentNode(source: source, value: member.value, pointer: pointer.appending(member.key)))
    }
  }

  func items(of name: String) throws(DocumentError) -> [DocumentNode] {
    guard let node = member(name) else { return [] }
    guard let items = node.value.array else { throw node.fail("\(name) must be an array") }
    return items.enumerated().map { DocumentNode(source: source, value: $1, pointer: node.pointer.appending($0)) }
  }

  func string(_ name: String) throws(DocumentError) -> String? {
    guard let node = member(name) else { return nil }
    guard let text = node.value.string else { throw node.fail("\(name) must be a string") }
    return text
  }

  func requiredString(_ name: String) throws(DocumentError) -> String {
    guard let text = try string(name) else { throw fail("\(name) is missing") }
    return text
  }

  func bool(_ name: String) throws(DocumentError) -> Bool? {
    guard let node = member(name) else { return nil }
    guard let value = node.value.bool else { throw node.fail("\(name) must be true or false") }
    return value
  }

  func strings(_ name: String) throws(DocumentError) -> [String] {
    var result: [String] = []
    for item in try items(of: name) {
      guard let text = item.value.string else { throw item.fail("\(name) must hold strings") }
      result.append(text)
    }
    return result
  }
}
