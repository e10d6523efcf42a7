/// A value in a recorded history: what JSON and EDN have in common.
public enum HistoryValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int)
  case decimal(Double)
  case text(HistoryText)
  case list([HistoryValue])
  case map([HistoryValue: HistoryValue])

  public static func string(_ text: String) -> HistoryValue { .text(HistoryText(text)) }

  public var int: Int? { if case .integer(let value) = self { value } else { nil } }
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  public var string: String? { if case .text(let value) = self { value.string } else { nil } }
  public var list: [HistoryValue]? { if case .list(let value) = self { value } else { nil } }

  public subscript(name: String) -> HistoryValue? {
    if case .map(let members) = self { members[.string(name)] } else { nil }
  }

  var isText: Bool { if case .text = self { true } else { false } }

  var isContainer: Bool {
    switch self {
    case .list, .map: true
    default: false
    }
  }

  /// Nothing, an empty text, or an empty list.
  var isEmpty: Bool {
    switch self {
    case .null: true
    case .text(let text): text.string.isEmpty
    case .list(let list): list.isEmpty
    default: false
    }
  }

  /// A list's elements, or a text's bytes; nil of what is neither. Nothing is an empty list.
  var elements: [HistoryValue]? {
    switch self {
    case .null: []
    case .list(let list): list
    case .text(let text): text.string.utf8.map { .integer(Int($0)) }
    default: nil
    }
  }

  /// A text continued by a text, a list by an element; nothing becomes the text, or a list of the element.
  func appending(_ other: HistoryValue) -> HistoryValue? {
    switch (self, other) {
    case (.null, .text): other
    case (.null, _): .list([other])
    case (.text(let left), .text(let right)): .string(left.string + right.string)
    case (.list(let list), _): .list(list + [other])
    default: nil
    }
  }

  /// Bytes beyond its own size, about.
  var weight: Int {
    switch self {
    case .null, .bool, .integer, .decimal: 0
    case .text(let text): text.string.utf8.count + 32
    case .list(let list): list.reduce(32) { $0 + $1.weight + 16 }
    case .map(let members): members.reduce(64) { $0 + $1.key.weight + $1.value.weight + 64 }
    }
  }
}

/// A text that equals only the same bytes: `String` also equals what merely looks alike.
public struct HistoryText: Sendable, Hashable, Comparable {
  public let string: String

  public init(_ string: String) { self.string = string }

  public static func == (left: HistoryText, right: HistoryText) -> Bool { left.string.utf8.elementsEqual(right.string.utf8) }

  public static func < (left: HistoryText, right: HistoryText) -> Bool {
    left.string.utf8.lexicographicallyPrecedes(right.string.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    var text = string
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(0xff as UInt8)
  }
}

extension HistoryValue: CustomStringConvertible {
  /// As JSON would write it.
  public var description: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .decimal(let value): "\(value)"
    case .text(let text): Self.quoted(text.string)
    case .list(let list): "[" + list.map(\.description).joined(separator: ", ") + "]"
    case .map(let members): "{" + members.map { "\($0.key): \($0.value)" }.sorted().joined(separator: ", ") + "}"
    }
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator:
          let code = String(scalar.value, radix: 16)
          result += scalar.value < 0x10000 ? "\\u" + String(repeating: "0", count: 4 - code.count) + code : "\\u{\(code)}"
        default: result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
