import JSONDocument

extension OpenAPIDocument {
  /// A reference of the document that doesn't lead to a place in it.
  public struct BrokenReference: Sendable, Hashable {
    public let reference: String
    /// Place of the `$ref`.
    public let pointer: JSONPointer
    /// Whether it names another file or a URL.
    public let isExternal: Bool
  }

  /// Every `$ref` that leads out of the document or to nothing, in the order of the document.
  ///
  /// What stands in examples, defaults, enumerations and extensions is data and isn't looked at.
  public func brokenReferences() -> [BrokenReference] {
    var found: [BrokenReference] = []
    collect(source.root, at: .root, isNameMap: false, into: &found)
    return found
  }

  private static let data: Set<String> = ["example", "examples", "default", "enum", "const"]
  private static let nameMaps: Set<String> = ["properties", "patternProperties", "dependentSchemas", "$defs", "definitions", "schemas"]

  /// - Parameter isNameMap: whether the keys are names that somebody chose, so that none of them has a meaning.
  private func collect(_ value: JSONValue, at pointer: JSONPointer, isNameMap: Bool, into found: inout [BrokenReference]) {
    switch value {
    case .array(let items):
      for (position, item) in items.enumerated() { collect(item, at: pointer.appending(position), isNameMap: false, into: &found) }
    case .object(let object):
      if !isNameMap, let reference = object["$ref"]?.string, let broken = broken(reference, at: pointer.appending("$ref")) {
        found.append(broken)
      }
      for member in object.members where isNameMap || !(Self.data.contains(member.key) || member.key.hasPrefix("x-")) {
        let isMap = !isNameMap && Self.nameMaps.contains(member.key)
        collect(member.value, at: pointer.appending(member.key), isNameMap: isMap, into: &found)
      }
    default: break
    }
  }

  private func broken(_ reference: String, at pointer: JSONPointer) -> BrokenReference? {
    guard reference.hasPrefix("#") else { return BrokenReference(reference: reference, pointer: pointer, isExternal: true) }
    let fragment = String(reference.dropFirst())
    // A plain name is an anchor, which the compiler of schemas resolves.
    guard fragment.isEmpty || fragment.hasPrefix("/") else { return nil }
    guard let target = JSONPointer(fragment: fragment), source.root[target] != nil else {
      return BrokenReference(reference: reference, pointer: pointer, isExternal: false)
    }
    return nil
  }
}
