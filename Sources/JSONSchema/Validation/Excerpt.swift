import JSONDocument

/// Short forms of values for messages.
enum Excerpt {
  static func of(_ value: JSONValue) -> String {
    let text = value.serialized()
    return text.count <= 80 ? text : text.prefix(77) + "…"
  }
}
