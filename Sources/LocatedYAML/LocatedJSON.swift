import JSONDocument

/// A JSON value together with the places of its parts.
struct LocatedJSON: YAMLOutput {
  let value: JSONValue
  let places: JSONSourceMap

  static func scalar(_ text: String, isPlain: Bool, at place: YAMLPlace) -> LocatedJSON {
    LocatedJSON(
      value: isPlain ? CoreSchema.value(ofPlain: text) : .string(text), places: JSONSourceMap(line: place.line, column: place.column))
  }

  static func sequence(_ items: [LocatedJSON], at place: YAMLPlace) -> LocatedJSON {
    LocatedJSON(
      value: .array(items.map(\.value)),
      places: JSONSourceMap(line: place.line, column: place.column, children: items.map(\.places)))
  }

  static func mapping(_ members: [YAMLMember<LocatedJSON>], at place: YAMLPlace) -> LocatedJSON {
    // A member stands where its key does.
    let places = members.map { JSONSourceMap(line: $0.place.line, column: $0.place.column, children: $0.value.places.children) }
    return LocatedJSON(
      value: .object(JSONObject(members.map { ($0.key, $0.value.value) })),
      places: JSONSourceMap(line: place.line, column: place.column, children: places))
  }

  var members: [YAMLMember<LocatedJSON>]? {
    guard case .object(let object) = value else { return nil }
    return zip(object.members, places.children).map { member, place in
      YAMLMember(
        key: member.key, place: YAMLPlace(line: place.line, column: place.column),
        value: LocatedJSON(value: member.value, places: place))
    }
  }

  var items: [LocatedJSON]? {
    guard case .array(let items) = value else { return nil }
    return zip(items, places.children).map { LocatedJSON(value: $0, places: $1) }
  }
}
