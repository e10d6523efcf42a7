import JSONDocument

/// `required`, `dependentRequired`, and the lists of the older `dependencies`.
struct RequirementKeywords: Keyword, KeywordFamily {
  let location: SchemaLocation
  let names: [String]
  /// Only where this property is there.
  let condition: String?

  static func compile(_ schema: SchemaSource, _ compiler: inout SchemaCompiler) throws(SchemaError) -> [any Keyword] {
    var keywords: [any Keyword] = []
    if let names = try schema.strings("required"), !names.isEmpty {
      keywords.append(RequirementKeywords(location: schema.place("required"), names: names, condition: nil))
    }
    if let value = schema["dependentRequired"] {
      guard let object = value.object else { throw schema.fail("dependentRequired", "an object") }
      for member in object.members {
        guard let names = member.value.array?.compactMap(\.string) else { throw schema.fail("dependentRequired", "lists of names") }
        let place = schema.place("dependentRequired").appending(member.key)
        keywords.append(RequirementKeywords(location: place, names: names, condition: member.key))
      }
    }
    for member in schema["dependencies"]?.object?.members ?? [] {
      guard let names = member.value.array?.compactMap(\.string) else { continue }
      let place = schema.place("dependencies").appending(member.key)
      keywords.append(RequirementKeywords(location: place, names: names, condition: member.key))
    }
    return keywords
  }

  func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation, _ coverage: inout Coverage) -> Bool {
    guard case .object(let object) = instance else { return true }
    if let condition, object.position(of: condition) == nil { return true }
    var isValid = true
    for name in names where object.position(of: name) == nil {
      isValid = evaluation.fail(location, "the property \(name) is missing")
      if !evaluation.collects { return false }
    }
    return isValid
  }
}
