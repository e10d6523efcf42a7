import JSONDocument

/// New texts for strings of a value, by their places; applied together, so that each container is copied once.
struct TextEdits {
  private var text: String?
  private var children: [UTF8Key: TextEdits] = [:]

  var isEmpty: Bool { text == nil && children.isEmpty }

  mutating func set(_ text: String, at pointer: JSONPointer) { set(text, at: pointer.tokens[...]) }

  private mutating func set(_ text: String, at tokens: ArraySlice<String>) {
    guard let first = tokens.first else {
      self.text = text
      return
    }
    children[UTF8Key(first), default: TextEdits()].set(text, at: tokens.dropFirst())
  }

  func applied(to value: JSONValue) -> JSONValue {
    if let text { return .string(text) }
    switch value {
    case .object(let object):
      return .object(JSONObject(object.members.map { ($0.key, children[UTF8Key($0.key)]?.applied(to: $0.value) ?? $0.value) }))
    case .array(let items):
      return .array(items.enumerated().map { children[UTF8Key(String($0))]?.applied(to: $1) ?? $1 })
    default: return value
    }
  }
}
