import JSONDocument
import OpenAPI

/// Writes parameter values in the styles of OpenAPI 3.1, section 4.8.12.
enum ParameterEncoder {
  /// For the path, a header or a cookie: without the parameter's name.
  static func simple(_ value: JSONValue, _ parameter: Parameter?, escapes: Bool) -> String {
    let escape = { (text: String) in escapes ? PercentCoding.encode(text) : text }
    let separator = parameter?.style == .label && parameter?.explode == true ? "." : ","
    let text: String
    switch value {
    case .array(let items): text = items.map { escape(scalar($0)) }.joined(separator: separator)
    case .object(let object):
      let joint = parameter?.explode == true ? "=" : ","
      text = object.members.map { escape($0.key) + joint + escape(scalar($0.value)) }.joined(separator: separator)
    default: text = escape(scalar(value))
    }
    switch parameter?.style {
    case .label: return "." + text
    case .matrix: return ";\(parameter?.name ?? "")=\(text)"
    default: return text
    }
  }

  /// For the query: pairs that are joined with `&`.
  static func query(_ value: JSONValue, _ parameter: Parameter) -> [String] {
    let name = PercentCoding.encode(parameter.name)
    let pair = { (name: String, value: JSONValue) in "\(name)=\(PercentCoding.encode(scalar(value)))" }
    switch value {
    case .array(let items) where parameter.style == .form && parameter.explode: return items.map { pair(name, $0) }
    case .array(let items):
      let separator = parameter.style == .spaceDelimited ? "%20" : parameter.style == .pipeDelimited ? "%7C" : ","
      return ["\(name)=\(items.map { PercentCoding.encode(scalar($0)) }.joined(separator: separator))"]
    case .object(let object) where parameter.style == .deepObject:
      return object.members.map { pair("\(name)%5B\(PercentCoding.encode($0.key))%5D", $0.value) }
    case .object(let object) where parameter.explode:
      return object.members.map { pair(PercentCoding.encode($0.key), $0.value) }
    case .object(let object):
      return ["\(name)=\(object.members.flatMap { [$0.key, scalar($0.value)] }.map { PercentCoding.encode($0) }.joined(separator: ","))"]
    default: return [pair(name, value)]
    }
  }

  /// A scalar as plain text, anything else as JSON.
  static func scalar(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .null: ""
    default: value.serialized()
    }
  }
}
