import GateKit
import GateModel
import JSONDocument

/// Text with `${name}` in it; `$${` stands for the two characters `${`.
public struct TextTemplate: Hashable, Sendable {
  enum Part: Hashable, Sendable {
    case literal(String)
    case variable(String)
  }

  let parts: [Part]
  public let location: SourceLocation

  /// - Throws: `GateError` where `${` has no end or no name.
  public init(_ text: String, at location: SourceLocation) throws {
    self.location = location
    var parts: [Part] = []
    var literal = ""
    var rest = Substring(text)
    while let start = rest.firstRange(of: "${") {
      let before = rest[..<start.lowerBound]
      if before.hasSuffix("$") {
        literal += before.dropLast() + "${"
        rest = rest[start.upperBound...]
        continue
      }
      literal += before
      guard let end = rest[start.upperBound...].firstIndex(of: "}") else {
        throw GateError("'${' has no '}' in '\(text)'", at: location, remedy: "Close it, or write '$${' for the characters themselves")
      }
      let name = String(rest[start.upperBound..<end])
      guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || "._-".contains($0) }) else {
        throw GateError("'${\(name)}' is no name of a variable", at: location, remedy: "Use letters, digits, '.', '_' and '-'")
      }
      if !literal.isEmpty { parts.append(.literal(literal)) }
      literal = ""
      parts.append(.variable(name))
      rest = rest[rest.index(after: end)...]
    }
    literal += rest
    if !literal.isEmpty { parts.append(.literal(literal)) }
    self.parts = parts
  }

  /// Reads a scalar.
  public init(_ node: YAMLNode, _ name: String) throws {
    try self.init(try node.text(name), at: node.location)
  }

  /// The only part, where the text is one variable and nothing else.
  var soleVariable: String? {
    if parts.count == 1, case .variable(let name) = parts[0] { name } else { nil }
  }

  /// The text as it is written, with the names of variables.
  var written: String {
    parts.map {
      switch $0 {
      case .literal(let text): text
      case .variable(let name): "${\(name)}"
      }
    }.joined()
  }

  /// The text with every variable's value in it; texts go in as they are, other values as JSON.
  /// - Throws: `GateError` for a variable that has no value.
  public func resolve(_ variables: Variables) throws -> String {
    var result = ""
    for part in parts {
      switch part {
      case .literal(let text): result += text
      case .variable(let name):
        let value = try variables.value(name, at: location)
        result += value.string ?? value.serialized()
      }
    }
    return result
  }
}
