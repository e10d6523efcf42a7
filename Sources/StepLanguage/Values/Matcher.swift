import GateKit
import GateModel
import JSONDocument

/// What a value must be. A plain value must be equal; a mapping names conditions that must all hold:
/// `equals`, `not`, `exists`, `type`, `matches`, `contains`, `one-of`, `at-least`, `at-most`, `count`, `each`, `any`.
public indirect enum Matcher: Hashable, Sendable {
  case equals(ValueTemplate)
  case not(Matcher)
  case exists(Bool)
  case type(ValueType)
  case matches(TextTemplate)
  case contains(ValueTemplate)
  case oneOf([ValueTemplate])
  case atLeast(ValueTemplate)
  case atMost(ValueTemplate)
  /// How many values were selected; for one list, how many items it has.
  case count(ValueTemplate)
  /// Every value that was selected, or every item of the one list; there is at least one.
  case each(Matcher)
  /// One of them at least.
  case any(Matcher)
  case all([Matcher])

  public enum ValueType: String, Hashable, Sendable, CaseIterable {
    case string, number, integer, boolean, null, array, object
  }

  private static let operators = [
    "equals", "not", "exists", "type", "matches", "contains", "one-of", "at-least", "at-most", "count", "each", "any",
  ]

  /// - Throws: `GateError` for an unknown condition. To compare with an object, write `equals: {…}`.
  public init(_ node: YAMLNode) throws {
    guard case .mapping(let entries) = node.content else {
      self = .equals(try ValueTemplate(node))
      return
    }
    guard !entries.isEmpty else {
      throw GateError("a condition is empty", at: node.location, remedy: NearestName.advice(for: "", in: Self.operators))
    }
    let parts = try entries.map { try Self.condition($0) }
    self = parts.count == 1 ? parts[0] : .all(parts)
  }

  private static func condition(_ entry: YAMLNode.Entry) throws -> Matcher {
    let node = entry.value
    switch entry.key {
    case "equals": return .equals(try ValueTemplate(node))
    case "not": return .not(try Matcher(node))
    case "exists": return .exists(try node.bool("exists"))
    case "matches": return .matches(try pattern(node))
    case "contains": return .contains(try ValueTemplate(node))
    case "one-of": return .oneOf(try node.list("one-of").map { try ValueTemplate($0) })
    case "at-least": return .atLeast(try ValueTemplate(node))
    case "at-most": return .atMost(try ValueTemplate(node))
    case "each": return .each(try Matcher(node))
    case "any": return .any(try Matcher(node))
    case "count": return .count(try ValueTemplate(node))
    case "type":
      let text = try node.text("type")
      guard let type = ValueType(rawValue: text) else {
        throw GateError(
          "'\(text)' is no type", at: node.location, remedy: NearestName.advice(for: text, in: ValueType.allCases.map(\.rawValue)))
      }
      return .type(type)
    default:
      throw GateError(
        "unknown condition '\(entry.key)'", at: entry.keyLocation,
        remedy: NearestName.advice(for: entry.key, in: operators) + " To compare with an object, write equals: {…}")
    }
  }

  /// A pattern without variables is compiled now, so that a wrong one is an error of the file.
  static func pattern(_ node: YAMLNode) throws -> TextTemplate {
    let template = try TextTemplate(node, "matches")
    if template.parts.allSatisfy({ if case .literal = $0 { true } else { false } }) {
      _ = try compile(try template.resolve(Variables()), at: node.location)
    }
    return template
  }

  static func compile(_ pattern: String, at location: SourceLocation) throws -> Regex<AnyRegexOutput> {
    do {
      return try Regex(pattern)
    } catch {
      throw GateError("'\(pattern)' is no regular expression: \(error)", at: location, remedy: "Correct the expression")
    }
  }
}
