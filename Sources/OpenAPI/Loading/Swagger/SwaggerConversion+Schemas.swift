import JSONDocument

extension SwaggerConversion {
  /// A schema in the words of OpenAPI 3.0.
  func schema(_ schema: LocatedValue) -> LocatedValue {
    guard case .object = schema.value else { return schema }
    var isFile = false
    var members = schema.members.map { key, value -> (key: String, value: LocatedValue) in
      switch key {
      case "x-nullable" where schema["nullable"] == nil: return ("nullable", value)
      case "discriminator" where value.value.string != nil: return (key, LocatedValue([("propertyName", value)], near: value))
      case "type" where value.value == "file":
        isFile = true
        return (key, LocatedValue("string", near: value))
      default:
        guard let arrangement = DocumentPart.schema.arrangement(of: key) else { return (key, value) }
        return (key, part(value, arrangement))
      }
    }
    if isFile, schema["format"] == nil { members.append(("format", LocatedValue("binary", near: schema["type"] ?? schema))) }
    return LocatedValue(members, near: schema)
  }

  private func part(_ value: LocatedValue, _ arrangement: DocumentPart.Arrangement) -> LocatedValue {
    switch arrangement {
    case .one: schema(value)
    case .list: value.mapItems { schema($0) }
    case .map: value.mapMembers { schema($1) }
    case .oneOrList: value.value.array == nil ? schema(value) : value.mapItems { schema($0) }
    }
  }

  /// The words of parameters and headers that describe values.
  private static let valueWords: Set<String> = [
    "type", "format", "items", "default", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength",
    "pattern", "maxItems", "minItems", "uniqueItems", "enum", "multipleOf", "x-nullable",
  ]

  /// The schema that the words of a parameter or header stand for.
  func flatSchema(of value: LocatedValue) -> LocatedValue {
    schema(LocatedValue(value.members.filter { Self.valueWords.contains($0.key) }, near: value))
  }
}

extension LocatedValue {
  func mapMembers(_ change: (String, LocatedValue) -> LocatedValue) -> LocatedValue {
    guard case .object = value else { return self }
    return LocatedValue(members.map { ($0.key, change($0.key, $0.value)) }, near: self)
  }

  func mapItems(_ change: (LocatedValue) -> LocatedValue) -> LocatedValue {
    guard case .array = value else { return self }
    return LocatedValue(items.map(change), near: self)
  }

  subscript(pointer: JSONPointer) -> LocatedValue? {
    var found = self
    for token in pointer.tokens {
      if case .array(let items) = found.value {
        guard let index = Int(token), items.indices.contains(index) else { return nil }
        found = LocatedValue(items[index], at: found.places.children[index])
      } else {
        guard let member = found[token] else { return nil }
        found = member
      }
    }
    return found
  }
}
