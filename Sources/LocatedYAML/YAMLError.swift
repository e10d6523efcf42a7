/// Why a text can't be read as YAML, and where.
public struct YAMLError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Reason: Sendable, Hashable {
    case tooLarge(bytes: Int, limit: Int)
    case tooDeep(limit: Int)
    case tooManyValues(limit: Int)
    case notUTF8
    /// In the words of the parser.
    case syntax(String)
    case duplicateKey(String, firstLine: Int)
    case keyIsNotText
    case unknownAnchor(String)
    case anchorInsideItself(String)
    /// `<<` with something that is neither a mapping nor a sequence of mappings.
    case mergeOfNoMapping
    case secondDocument
    case outOfMemory
  }

  public let reason: Reason
  public let place: YAMLPlace

  init(_ reason: Reason, at place: YAMLPlace) {
    (self.reason, self.place) = (reason, place)
  }

  /// What is wrong, without the place.
  public var message: String {
    switch reason {
    case .tooLarge(let bytes, let limit): "the file has \(bytes) bytes, the limit is \(limit)"
    case .tooDeep(let limit): "values are nested deeper than \(limit)"
    case .tooManyValues(let limit): "aliases expand to more than \(limit) values"
    case .notUTF8: "the file is not UTF-8"
    case .syntax(let problem): "not YAML: \(problem)"
    case .duplicateKey(let key, let line): "the key '\(key)' stands on line \(line) already"
    case .keyIsNotText: "a key must be text"
    case .unknownAnchor(let name): "there is no anchor &\(name) above this alias"
    case .anchorInsideItself(let name): "the alias *\(name) stands inside its own anchor"
    case .mergeOfNoMapping: "<< takes a mapping or a list of mappings"
    case .secondDocument: "a second document begins here, and only one is read"
    case .outOfMemory: "there is not enough memory"
    }
  }

  /// What to do about it.
  public var remedy: String {
    switch reason {
    case .tooLarge: "Make it smaller, or more files of it"
    case .tooDeep: "Make it flatter"
    case .tooManyValues: "Use fewer aliases, or more files"
    case .notUTF8: "Save the file as UTF-8"
    case .syntax: "Correct the YAML there"
    case .duplicateKey: "Keep one of the two"
    case .keyIsNotText: "Use text as keys; quote what begins with a brace or bracket"
    case .unknownAnchor: "Define the anchor above it"
    case .anchorInsideItself: "Take the alias out of what it names"
    case .mergeOfNoMapping: "Give << an alias of a mapping"
    case .secondDocument: "Keep one document a file"
    case .outOfMemory: "Give it more memory"
    }
  }

  public var description: String { "line \(place.line), column \(place.column): \(message)" }
}
