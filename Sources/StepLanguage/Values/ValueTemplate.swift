import GateKit
import GateModel
import JSONDocument

/// A JSON value with variables in it. A text that is one variable and nothing else takes that variable's value with its type.
public indirect enum ValueTemplate: Hashable, Sendable {
  case literal(JSONValue)
  case text(TextTemplate)
  case array([ValueTemplate])
  case object([Member])

  public struct Member: Hashable, Sendable {
    var key: TextTemplate
    var value: ValueTemplate
  }

  public init(_ node: YAMLNode) throws {
    switch node.content {
    case .scalar(let text, _):
      if text.contains("${") {
        self = .text(try TextTemplate(text, at: node.location))
      } else {
        self = .literal(node.scalar ?? .string(text))
      }
    case .sequence(let nodes): self = .array(try nodes.map { try ValueTemplate($0) })
    case .mapping(let entries):
      self = .object(
        try entries.map { Member(key: try TextTemplate($0.key, at: $0.keyLocation), value: try ValueTemplate($0.value)) })
    }
  }

  /// - Throws: `GateError` for a variable that has no value.
  public func resolve(_ variables: Variables) throws -> JSONValue {
    switch self {
    case .literal(let value): return value
    case .text(let template):
      if let name = template.soleVariable { return try variables.value(name, at: template.location) }
      return .string(try template.resolve(variables))
    case .array(let items): return .array(try items.map { try $0.resolve(variables) })
    case .object(let members):
      return .object(JSONObject(try members.map { (key: try $0.key.resolve(variables), value: try $0.value.resolve(variables)) }))
    }
  }
}
