import JSONDocument

/// Writes values in the styles of OpenAPI 3.1.1, section 4.8.12.3, which follow RFC 6570.
struct StyleWriter {
  let name: String
  let style: Parameter.Style
  let explode: Bool
  /// Writes one text so that it can stand between the delimiters.
  let escape: @Sendable (String) -> String

  /// Writes one value without its name, as in the path, a header or the value of a pair.
  func text(_ value: JSONValue) throws(EncodingError) -> String {
    switch style {
    case .label: return "." + (try joined(value, separator: explode ? "." : ","))
    case .matrix: return try matrix(value)
    default: return try joined(value, separator: ",")
    }
  }

  /// Writes `name=value` pairs, as in the query, a form or a cookie.
  func pairs(_ value: JSONValue) throws(EncodingError) -> [String] {
    let key = escape(name)
    switch value {
    case .array(let items):
      let texts = try items.map { (item) throws(EncodingError) in escape(try scalar(item)) }
      switch style {
      case .deepObject: throw EncodingError("deepObject is for objects only", name: name)
      case .spaceDelimited where !explode: return texts.isEmpty ? [] : ["\(key)=\(texts.joined(separator: "%20"))"]
      case .pipeDelimited where !explode: return texts.isEmpty ? [] : ["\(key)=\(texts.joined(separator: "%7C"))"]
      default:
        if explode { return texts.map { "\(key)=\($0)" } }
        return texts.isEmpty ? [] : ["\(key)=\(texts.joined(separator: ","))"]
      }
    case .object(let object): return try pairs(object, key: key)
    default:
      guard style != .deepObject else { throw EncodingError("deepObject is for objects only", name: name) }
      return ["\(key)=\(escape(try scalar(value)))"]
    }
  }

  private func pairs(_ object: JSONObject, key: String) throws(EncodingError) -> [String] {
    var result: [String] = []
    if style == .deepObject {
      for member in object.members {
        let inner = "\(key)%5B\(escape(member.key))%5D"
        guard let items = member.value.array else {
          result.append("\(inner)=\(escape(try scalar(member.value)))")
          continue
        }
        for item in items { result.append("\(inner)=\(escape(try scalar(item)))") }
      }
      return result
    }
    if explode, style == .form {
      for member in object.members { result.append("\(escape(member.key))=\(escape(try scalar(member.value)))") }
      return result
    }
    let separator = style == .spaceDelimited ? "%20" : style == .pipeDelimited ? "%7C" : ","
    return object.isEmpty ? [] : ["\(key)=\(try joined(.object(object), separator: separator, pairing: separator))"]
  }

  private func matrix(_ value: JSONValue) throws(EncodingError) -> String {
    let key = escape(name)
    guard explode else {
      let text = try joined(value, separator: ",", pairing: ",")
      return text.isEmpty ? ";\(key)" : ";\(key)=\(text)"
    }
    switch value {
    case .array(let items):
      var text = ""
      for item in items { text += ";\(key)=\(escape(try scalar(item)))" }
      return text
    case .object(let object):
      var text = ""
      for member in object.members { text += ";\(escape(member.key))=\(escape(try scalar(member.value)))" }
      return text
    default:
      let text = escape(try scalar(value))
      return text.isEmpty ? ";\(key)" : ";\(key)=\(text)"
    }
  }

  /// - Parameter pairing: what stands between a name and its value; by default `=` when exploded, else the separator.
  private func joined(_ value: JSONValue, separator: String, pairing: String? = nil) throws(EncodingError) -> String {
    switch value {
    case .array(let items):
      return try items.map { (item) throws(EncodingError) in escape(try scalar(item)) }.joined(separator: separator)
    case .object(let object):
      let joint = pairing ?? (explode ? "=" : separator)
      return try object.members.map { (member) throws(EncodingError) in
        escape(member.key) + joint + escape(try scalar(member.value))
      }.joined(separator: separator)
    default: return escape(try scalar(value))
    }
  }

  private func scalar(_ value: JSONValue) throws(EncodingError) -> String {
    guard let text = ScalarText.of(value) else {
      throw EncodingError("the style \(style.rawValue) has no form for nested values", name: name)
    }
    return text
  }
}

/// Scalars as plain text.
enum ScalarText {
  /// Null is written as nothing, as RFC 6570 says; nil for arrays and objects.
  static func of(_ value: JSONValue) -> String? {
    switch value {
    case .null: ""
    case .bool(let value): value ? "true" : "false"
    case .number(let number): number.text
    case .string(let text): text
    case .array, .object: nil
    }
  }
}
