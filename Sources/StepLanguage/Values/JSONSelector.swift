import GateKit
import GateModel
import JSONDocument

/// Picks values out of a JSON document: the JSONPath of RFC 9535 as far as names, indices and wildcards go
/// (`$.a.b[0]['c'][*]`), or a JSON pointer (`/a/b/0`).
public struct JSONSelector: Hashable, Sendable, CustomStringConvertible {
  private enum Segment: Hashable, Sendable {
    case name(String)
    case index(Int)
    case all
  }

  public let description: String
  private let segments: [Segment]

  /// - Throws: `GateError` with the place of the selector.
  public init(_ text: String, at location: SourceLocation) throws {
    description = text
    if text.hasPrefix("/") {
      guard let pointer = JSONPointer(text) else {
        throw GateError("'\(text)' is no JSON pointer", at: location, remedy: "Write '~' as '~0' and '/' in a name as '~1' (RFC 6901)")
      }
      // In a pointer a number may be an index or a name; which one is known when the value is.
      segments = pointer.tokens.map { .name($0) }
      return
    }
    var scanner = SelectorScanner(text)
    guard let parsed = scanner.scan() else {
      throw GateError(
        "'\(text)' is no selector", at: location, remedy: "Write a path such as $.items[0].id or $['a b'][*], or a pointer such as /items/0"
      )
    }
    segments = parsed.map { token in
      switch token {
      case .name(let name): .name(name)
      case .index(let index): .index(index)
      case .all: .all
      }
    }
  }

  /// The selected values in document order; empty where there are none.
  public func select(in value: JSONValue) -> [JSONValue] {
    segments.reduce([value]) { values, segment in values.flatMap { Self.step(segment, in: $0) } }
  }

  private static func step(_ segment: Segment, in value: JSONValue) -> [JSONValue] {
    switch segment {
    case .name(let name):
      if let items = value.array { return Int(name).flatMap { items.indices.contains($0) ? [items[$0]] : nil } ?? [] }
      return value[name].map { [$0] } ?? []
    case .index(let index):
      guard let items = value.array else { return [] }
      let position = index < 0 ? items.count + index : index
      return items.indices.contains(position) ? [items[position]] : []
    case .all: return value.array ?? value.object?.members.map(\.value) ?? []
    }
  }
}

/// Reads a JSONPath into tokens.
private struct SelectorScanner {
  enum Token {
    case name(String)
    case index(Int)
    case all
  }

  private var rest: Substring

  init(_ text: String) { rest = Substring(text) }

  mutating func scan() -> [Token]? {
    guard rest.first == "$" else { return nil }
    rest = rest.dropFirst()
    var tokens: [Token] = []
    while let next = rest.first {
      rest = rest.dropFirst()
      guard let token = next == "." ? dotted() : next == "[" ? bracketed() : nil else { return nil }
      tokens.append(token)
    }
    return tokens
  }

  private mutating func dotted() -> Token? {
    if rest.first == "*" {
      rest = rest.dropFirst()
      return .all
    }
    let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    rest = rest.dropFirst(name.count)
    return name.isEmpty ? nil : .name(String(name))
  }

  private mutating func bracketed() -> Token? {
    if let quote = rest.first, quote == "'" || quote == "\"" {
      rest = rest.dropFirst()
      guard let end = rest.firstIndex(of: quote) else { return nil }
      let name = String(rest[..<end])
      rest = rest[rest.index(after: end)...]
      return close() ? .name(name) : nil
    }
    let inner = rest.prefix { $0 != "]" }
    rest = rest.dropFirst(inner.count)
    guard close() else { return nil }
    return inner == "*" ? .all : Int(inner).map { .index($0) }
  }

  private mutating func close() -> Bool {
    guard rest.first == "]" else { return false }
    rest = rest.dropFirst()
    return true
  }
}
