import GateKit
import GateModel
import JSONDocument

/// Which statuses a response may have: a number, a class such as `4xx`, a variable, or a list of them.
public struct StatusExpectation: Sendable {
  private enum Part: Sendable {
    case code(ValueTemplate)
    case hundreds(Int)
  }

  private let parts: [Part]

  /// 200 to 299.
  public static let success = StatusExpectation(parts: [.hundreds(2)])

  /// 101, as a WebSocket upgrade is answered.
  static let upgrade = StatusExpectation(parts: [.code(.literal(101))])

  private init(parts: [Part]) { self.parts = parts }

  /// - Throws: `GateError` for what is no status.
  public init(_ node: YAMLNode) throws {
    if case .sequence(let nodes) = node.content {
      guard !nodes.isEmpty else { throw GateError("the list of statuses is empty", at: node.location, remedy: "Name a status") }
      parts = try nodes.map { try Self.part($0) }
    } else {
      parts = [try Self.part(node)]
    }
  }

  private static func part(_ node: YAMLNode) throws -> Part {
    let text = try node.text("status")
    if text.utf8.count == 3, text.hasSuffix("xx"), let hundreds = text.first?.wholeNumberValue, (1...9).contains(hundreds) {
      return .hundreds(hundreds)
    }
    guard text.hasPrefix("${") || Int(text).map({ (100...999).contains($0) }) == true else {
      throw GateError(
        "'\(text)' is no status", at: node.location, remedy: "Give a number such as 404, a list of them, or a class such as 4xx")
    }
    return .code(try ValueTemplate(node))
  }

  /// - Throws: ``Unmet`` for any other status.
  func judge(_ found: Int, variables: Variables, at location: SourceLocation) throws {
    var wanted: [String] = []
    for part in parts {
      switch part {
      case .hundreds(let digit):
        if found / 100 == digit { return }
        wanted.append(digit == 2 ? "200 to 299" : "\(digit)xx")
      case .code(let template):
        let value = try template.resolve(variables)
        if value.int == found || value.string == String(found) { return }
        wanted.append(value.serialized())
      }
    }
    throw Unmet("status", expected: wanted.joined(separator: " or "), found: "\(found)", at: location)
  }
}
