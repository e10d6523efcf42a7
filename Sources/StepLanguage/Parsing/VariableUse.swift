import GateKit
import GateModel

/// A place where `${name}` stands.
public struct VariableUse: Hashable, Sendable {
  public var name: String
  public var location: SourceLocation

  /// Every use in the texts below a node, its keys included.
  /// - Throws: `GateError` where `${` has no end or no name.
  static func all(in node: YAMLNode) throws -> [VariableUse] {
    switch node.content {
    case .scalar(let text, _): try uses(text, at: node.location)
    case .sequence(let nodes): try nodes.flatMap { try all(in: $0) }
    case .mapping(let entries): try entries.flatMap { try uses($0.key, at: $0.keyLocation) + all(in: $0.value) }
    }
  }

  private static func uses(_ text: String, at location: SourceLocation) throws -> [VariableUse] {
    guard text.contains("${") else { return [] }
    return try TextTemplate(text, at: location).parts.compactMap {
      if case .variable(let name) = $0 { VariableUse(name: name, location: location) } else { nil }
    }
  }
}
