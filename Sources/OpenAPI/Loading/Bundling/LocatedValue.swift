import JSONDocument

/// A value with the places of its parts.
struct LocatedValue {
  let value: JSONValue
  let places: JSONSourceMap

  init(_ value: JSONValue, at places: JSONSourceMap) {
    (self.value, self.places) = (value, places)
  }

  /// A value that stands nowhere in the text; it takes the place of what it was made from.
  init(_ value: JSONValue, near other: LocatedValue) {
    self.init(value, at: JSONSourceMap(line: other.places.line, column: other.places.column))
  }

  init(_ members: [(key: String, value: LocatedValue)], near other: LocatedValue) {
    self.init(
      .object(JSONObject(members.map { ($0.key, $0.value.value) })),
      at: JSONSourceMap(line: other.places.line, column: other.places.column, children: members.map(\.value.places)))
  }

  init(_ items: [LocatedValue], near other: LocatedValue) {
    self.init(
      .array(items.map(\.value)),
      at: JSONSourceMap(line: other.places.line, column: other.places.column, children: items.map(\.places)))
  }

  /// Empty for anything but an object.
  var members: [(key: String, value: LocatedValue)] {
    guard case .object(let object) = value else { return [] }
    return zip(object.members, places.children).map { ($0.key, LocatedValue($0.value, at: $1)) }
  }

  /// Empty for anything but an array.
  var items: [LocatedValue] {
    guard case .array(let items) = value else { return [] }
    return zip(items, places.children).map { LocatedValue($0, at: $1) }
  }

  subscript(name: String) -> LocatedValue? {
    guard case .object(let object) = value, let position = object.position(of: name), places.children.indices.contains(position)
    else { return nil }
    return LocatedValue(object.members[position].value, at: places.children[position])
  }

  /// The value with another one at a place; itself where the place doesn't exist.
  func replacing(_ tokens: ArraySlice<String>, by change: (LocatedValue) -> LocatedValue) -> LocatedValue {
    guard let first = tokens.first else { return change(self) }
    let rest = tokens.dropFirst()
    switch value {
    case .object:
      return LocatedValue(
        members.map { ($0.key, $0.key.hasSameUTF8(as: first) ? $0.value.replacing(rest, by: change) : $0.value) }, near: self)
    case .array:
      return LocatedValue(items.enumerated().map { String($0) == first ? $1.replacing(rest, by: change) : $1 }, near: self)
    default: return self
    }
  }
}
