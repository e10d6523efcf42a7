import GateConfig
import OpenAPI

/// Which operations are exercised.
public struct OperationFilter: Sendable, Hashable {
  /// Only operations that one of these matches; all where there are none.
  public var include: [OperationPattern]
  /// No operation that one of these matches.
  public var exclude: [OperationPattern]

  public init(include: [OperationPattern] = [], exclude: [OperationPattern] = []) {
    (self.include, self.exclude) = (include, exclude)
  }

  func admits(_ operation: Operation) -> Bool {
    (include.isEmpty || include.contains { $0.matches(operation) }) && !exclude.contains { $0.matches(operation) }
  }
}

/// Names operations: by the beginning of their path, by tag or by operation id.
public enum OperationPattern: Sendable, Hashable {
  case path(String)
  case tag(String)
  case id(String)

  /// `/v1/orders`, `tag: orders` or `operation: listOrders`.
  public init(_ text: String) {
    if let rest = Self.rest(of: text, after: "tag:") {
      self = .tag(rest)
    } else if let rest = Self.rest(of: text, after: "operation:") {
      self = .id(rest)
    } else {
      self = .path(text)
    }
  }

  static func list(_ node: ConfigNode, _ name: String) throws -> [OperationPattern] {
    try node.strings(name).map { OperationPattern($0) }
  }

  func matches(_ operation: Operation) -> Bool {
    switch self {
    case .path(let prefix): operation.path.hasPrefix(prefix)
    case .tag(let tag): operation.tags.contains(tag)
    case .id(let id): operation.operationID == id
    }
  }

  private static func rest(of text: String, after prefix: String) -> String? {
    guard text.hasPrefix(prefix) else { return nil }
    return String(text.dropFirst(prefix.count).drop { $0 == " " })
  }
}
