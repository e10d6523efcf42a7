import GateKit
import GateModel
import JSONDocument

/// What values can be taken out of: a response, a message, the output of a command.
struct CaptureSubject: Sendable {
  /// Where JSONPaths and pointers look.
  var document: [UInt8]
  /// Values by word: `body`, `status`.
  var words: [String: JSONValue]
  /// Values by word and name: `header` and `ETag`.
  var named: @Sendable (_ word: String, _ name: String) -> [String] = { _, _ in [] }
}

/// Takes one value: `name: $.path`, `name: /pointer`, `name: WORD`, `name: WORD NAME`, or with further keys
/// `name: {from: …, matches: REGEX, all: true}`.
struct ValueCapture: Sendable {
  private enum Source: Sendable {
    case json(JSONSelector)
    case word(String)
    case named(String, String)
  }

  let name: String
  private let source: Source
  private let pattern: TextTemplate?
  /// All values as a list, instead of the only one.
  private let takesAll: Bool
  private let location: SourceLocation

  static func list(_ node: YAMLNode?, words: [String], named: [String] = []) throws -> [ValueCapture] {
    try node?.mapping("capture").entries.map { try ValueCapture($0, words: words, named: named) } ?? []
  }

  private init(_ entry: YAMLNode.Entry, words: [String], named: [String]) throws {
    name = entry.key
    location = entry.keyLocation
    guard case .mapping = entry.value.content else {
      source = try Self.source(entry.value, entry.key, words, named)
      pattern = nil
      takesAll = false
      return
    }
    var mapping = try entry.value.mapping("capture")
    source = try Self.source(try mapping.required("from"), "from", words, named)
    pattern = try mapping.optional("matches").map { try Matcher.pattern($0) }
    takesAll = try mapping.optional("all")?.bool("all") ?? false
    try mapping.finish()
  }

  private static func source(_ node: YAMLNode, _ key: String, _ words: [String], _ named: [String]) throws -> Source {
    let text = try node.text(key)
    if text.hasPrefix("$") || text.hasPrefix("/") { return .json(try JSONSelector(text, at: node.location)) }
    if words.contains(text) { return .word(text) }
    let parts = text.split(separator: " ", maxSplits: 1)
    if parts.count == 2, named.contains(String(parts[0])) { return .named(String(parts[0]), String(parts[1])) }
    let places = ["$.path", "/pointer"] + named.map { "\($0) NAME" } + words
    throw GateError(
      "'\(text)' is nothing to capture", at: node.location,
      remedy: "Use \(places.dropLast().joined(separator: ", ")) or \(places.last ?? "")")
  }

  /// - Throws: ``Unmet`` where the subject does not have the value, or has several.
  func take(from subject: CaptureSubject, into variables: inout Variables) throws {
    let (what, found) = try values(of: subject)
    if takesAll {
      variables[name] = .array(try found.map { try part(of: $0, what, variables) })
      return
    }
    guard found.count == 1, let value = found.first else {
      let isText = if case .named = source { true } else { false }
      throw Unmet(
        what, expected: isText ? "there to be captured as '\(name)'" : "one value to be captured as '\(name)'",
        found: isText && found.isEmpty ? "missing" : Matcher.show(found), at: location)
    }
    variables[name] = try part(of: value, what, variables)
  }

  private func values(of subject: CaptureSubject) throws -> (what: String, values: [JSONValue]) {
    switch source {
    case .word(let word): return (word, subject.words[word].map { [$0] } ?? [])
    case .named(let word, let name): return ("\(word) \(name)", subject.named(word, name).map { .string($0) })
    case .json(let selector):
      let document = try? JSONParser.parse(subject.document)
      return (selector.description, try document.map { try selector.select(in: $0) } ?? [])
    }
  }

  /// The first group of the pattern, or all that it matches where it has none.
  private func part(of value: JSONValue, _ what: String, _ variables: Variables) throws -> JSONValue {
    guard let pattern else { return value }
    let expression = try pattern.resolve(variables)
    let regex = try Matcher.compile(expression, at: pattern.location)
    let text = value.string ?? value.serialized()
    guard text.utf8.count <= Matcher.maximumPatternInput, let match = try? regex.firstMatch(in: text) else {
      throw Unmet(what, expected: "text that matches /\(expression)/", found: Matcher.show([value]), at: pattern.location)
    }
    let group = match.output.count > 1 ? match.output[1].substring : nil
    return .string(String(group ?? text[match.range]))
  }
}
