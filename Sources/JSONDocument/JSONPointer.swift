/// A JSON Pointer (RFC 6901): the path from the root of a document to one of its values.
public struct JSONPointer: Sendable {
  /// The unescaped reference tokens.
  public var tokens: [String]

  public static let root = JSONPointer(tokens: [])

  public init(tokens: [String]) { self.tokens = tokens }

  /// Reads the string form: empty, or tokens that each begin with `/`, with `~0` for `~` and `~1` for `/`. Nil for anything else.
  public init?(_ text: String) {
    guard !text.isEmpty else {
      tokens = []
      return
    }
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard let first = parts.first, first.isEmpty else { return nil }
    tokens = []
    for part in parts.dropFirst() {
      guard let token = Self.unescaped(Substring(part)) else { return nil }
      tokens.append(token)
    }
  }

  /// Reads the form that a URI fragment has, percent-encoded, without the `#`.
  public init?(fragment: String) {
    guard let text = PercentCoding.decode(fragment) else { return nil }
    self.init(text)
  }

  public func appending(_ token: String) -> JSONPointer { JSONPointer(tokens: tokens + [token]) }

  public func appending(_ index: Int) -> JSONPointer { appending(String(index)) }

  public func appending(contentsOf more: [String]) -> JSONPointer { JSONPointer(tokens: tokens + more) }

  public var parent: JSONPointer? { tokens.isEmpty ? nil : JSONPointer(tokens: tokens.dropLast()) }

  private static func unescaped(_ text: Substring) -> String? {
    guard text.utf8.contains(UInt8(ascii: "~")) else { return String(text) }
    var bytes: [UInt8] = []
    var iterator = text.utf8.makeIterator()
    while let byte = iterator.next() {
      guard byte == UInt8(ascii: "~") else {
        bytes.append(byte)
        continue
      }
      switch iterator.next() {
      case UInt8(ascii: "0"): bytes.append(UInt8(ascii: "~"))
      case UInt8(ascii: "1"): bytes.append(UInt8(ascii: "/"))
      default: return nil
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension JSONPointer: Hashable {
  public static func == (left: JSONPointer, right: JSONPointer) -> Bool {
    left.tokens.count == right.tokens.count && zip(left.tokens, right.tokens).allSatisfy { $0.hasSameUTF8(as: $1) }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(tokens.count)
    for token in tokens { token.hashUTF8(into: &hasher) }
  }
}

extension JSONPointer: CustomStringConvertible {
  public var description: String {
    var bytes: [UInt8] = []
    for token in tokens {
      bytes.append(UInt8(ascii: "/"))
      for byte in token.utf8 {
        switch byte {
        case UInt8(ascii: "~"): bytes.append(contentsOf: "~0".utf8)
        case UInt8(ascii: "/"): bytes.append(contentsOf: "~1".utf8)
        default: bytes.append(byte)
        }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension JSONValue {
  /// The value that the pointer names; nil where it leads nowhere.
  public subscript(pointer: JSONPointer) -> JSONValue? {
    var value = self
    for token in pointer.tokens {
      guard let (_, child) = value.child(token) else { return nil }
      value = child
    }
    return value
  }

  /// The child that a reference token names, with its position among its siblings.
  func child(_ token: String) -> (position: Int, value: JSONValue)? {
    switch self {
    case .object(let object):
      return object.position(of: token).map { ($0, object.members[$0].value) }
    case .array(let items):
      guard let index = Int(token), String(index) == token, items.indices.contains(index) else { return nil }
      return (index, items[index])
    default: return nil
    }
  }
}
