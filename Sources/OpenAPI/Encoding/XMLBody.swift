import JSONDocument

/// XML bodies (XML 1.0), written by the names that the schema gives.
struct XMLBody {
  let shape: XMLShape

  private static let deepest = 200

  func text(of value: JSONValue) throws(EncodingError) -> String {
    guard value.array == nil || shape.isWrapped else {
      // An array as the root can only be an element around its items.
      var inner = ""
      for item in value.array ?? [] { inner += try element(item, shape.items, depth: 1) }
      return Self.head + "<\(shape.qualifiedName)\(shape.declaration)>\(inner)</\(shape.qualifiedName)>"
    }
    return Self.head + (try element(value, shape, depth: 0))
  }

  private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

  private func element(_ value: JSONValue, _ shape: XMLShape, depth: Int) throws(EncodingError) -> String {
    guard depth < Self.deepest else { throw EncodingError("it is nested too deeply for XML", name: shape.name ?? "") }
    let name = try Self.checked(shape.qualifiedName)
    switch value {
    case .array(let items):
      var inner = ""
      for item in items { inner += try element(item, shape.items, depth: depth + 1) }
      return shape.isWrapped ? "<\(name)\(shape.declaration)>\(inner)</\(name)>" : inner
    case .object(let object):
      var attributes = shape.declaration
      var inner = ""
      for member in object.members {
        let part = shape.member(member.key)
        if part.isAttribute, let text = ScalarText.of(member.value) {
          attributes += "\(part.declaration) \(try Self.checked(part.qualifiedName))=\"\(Self.escaped(try Self.checkedText(text)))\""
        } else {
          inner += try element(member.value, part, depth: depth + 1)
        }
      }
      return "<\(name)\(attributes)>\(inner)</\(name)>"
    default:
      let text = try Self.checkedText(ScalarText.of(value) ?? "")
      return text.isEmpty ? "<\(name)\(shape.declaration)/>" : "<\(name)\(shape.declaration)>\(Self.escaped(text))</\(name)>"
    }
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += "&#\(scalar.value);"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// XML has no way to write most control characters.
  private static func checkedText(_ text: String) throws(EncodingError) -> String {
    let isFine = text.unicodeScalars.allSatisfy { scalar in
      let value = scalar.value
      return value >= 0x20 && value != 0xFFFE && value != 0xFFFF || value == 9 || value == 10 || value == 13
    }
    guard isFine else { throw EncodingError("XML can't hold its control characters") }
    return text
  }

  private static func checked(_ name: String) throws(EncodingError) -> String {
    let isFine = name.unicodeScalars.enumerated().allSatisfy { position, scalar in
      let properties = scalar.properties
      if properties.isAlphabetic || scalar == "_" || scalar == ":" { return true }
      return position > 0 && (scalar == "-" || scalar == "." || properties.numericType != nil)
    }
    guard isFine, !name.isEmpty else { throw EncodingError("\(name) is not a name in XML") }
    return name
  }
}
