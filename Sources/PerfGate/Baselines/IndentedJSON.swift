import JSONDocument

/// JSON with one member a line, in the order that it was built in, so that a review shows what changed.
enum IndentedJSON {
  static func text(_ value: JSONValue) -> String { render(value, indent: "") + "\n" }

  private static func render(_ value: JSONValue, indent: String) -> String {
    guard let object = value.object, !object.isEmpty else { return value.serialized() }
    let deeper = indent + "  "
    let lines = object.members.map { member in
      "\(deeper)\(JSONValue.string(member.key).serialized()): \(render(member.value, indent: deeper))"
    }
    return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
  }
}
