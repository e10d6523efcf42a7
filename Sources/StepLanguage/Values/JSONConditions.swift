import GateKit
import GateModel
import JSONDocument

/// Conditions on places of a JSON document: `{$.path: CONDITION, /pointer: CONDITION}`.
public struct JSONConditions: Sendable {
  private let items: [(selector: JSONSelector, matcher: Matcher, location: SourceLocation)]

  /// Expects nothing.
  static let none = JSONConditions(items: [])

  private init(items: [(selector: JSONSelector, matcher: Matcher, location: SourceLocation)]) { self.items = items }

  /// - Throws: `GateError` with line and column.
  public init(_ node: YAMLNode?) throws {
    items =
      try node?.mapping("json").entries.map {
        (selector: try JSONSelector($0.key, at: $0.keyLocation), matcher: try Matcher($0.value), location: $0.keyLocation)
      } ?? []
    if let node, items.isEmpty {
      throw GateError("'json' expects nothing", at: node.location, remedy: "Name a path and what must be there: {$.code: ERR_GONE}")
    }
  }

  /// - Returns: how many conditions were judged.
  /// - Throws: ``Unmet`` for the first that does not hold, and where the bytes are no JSON document.
  func judge(_ bytes: [UInt8], _ subject: String, variables: Variables, at location: SourceLocation) throws -> Int {
    guard !items.isEmpty else { return 0 }
    let document: JSONValue
    do {
      document = try JSONParser.parse(bytes)
    } catch {
      throw Unmet(subject, expected: "a JSON document", found: "none: \(error)", at: location)
    }
    for item in items {
      guard let mismatch = try item.matcher.mismatch(try item.selector.select(in: document), variables: variables) else { continue }
      throw Unmet(item.selector.description, expected: mismatch.expected, found: mismatch.found, at: item.location)
    }
    return items.count
  }
}
