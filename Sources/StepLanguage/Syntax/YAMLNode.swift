import GateKit
import GateModel
import JSONDocument
import LocatedYAML

/// A node of a YAML file with the place it stands at.
public struct YAMLNode: Hashable, Sendable {
  public indirect enum Content: Hashable, Sendable {
    /// `isPlain`: written without quotes, so that `true`, `12` and `null` mean what they say.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([Entry])
  }

  /// A key with its value, in the order of the file.
  public struct Entry: Hashable, Sendable {
    public var key: String
    public var keyLocation: SourceLocation
    public var value: YAMLNode
  }

  public var content: Content
  public var location: SourceLocation

  public init(_ content: Content, at location: SourceLocation) {
    self.content = content
    self.location = location
  }

  init(_ value: YAMLValue, path: String) {
    func location(_ place: YAMLPlace) -> SourceLocation { SourceLocation(path: path, line: place.line, column: place.column) }
    self.location = location(value.place)
    switch value.content {
    case .scalar(let text, let isPlain): content = .scalar(text, isPlain: isPlain)
    case .sequence(let items): content = .sequence(items.map { YAMLNode($0, path: path) })
    case .mapping(let entries):
      content = .mapping(entries.map { Entry(key: $0.key, keyLocation: location($0.keyPlace), value: YAMLNode($0.value, path: path)) })
    }
  }

  /// `text`, `list` or `mapping`, for messages.
  public var kind: String {
    switch content {
    case .scalar: "text"
    case .sequence: "list"
    case .mapping: "mapping"
    }
  }

  /// Nothing, `~` or `null`, without quotes.
  public var isNull: Bool {
    if case .scalar(let text, isPlain: true) = content { ["", "~", "null"].contains(text) } else { false }
  }

  /// The scalar as the value of the YAML core schema, as far as JSON has it.
  public var scalar: JSONValue? {
    guard case .scalar(let text, let isPlain) = content else { return nil }
    return isPlain ? CoreSchema.value(ofPlain: text) : .string(text)
  }

  /// The node as a JSON document.
  public var json: JSONValue {
    switch content {
    case .scalar: scalar ?? .null
    case .sequence(let nodes): .array(nodes.map(\.json))
    case .mapping(let entries): .object(JSONObject(entries.map { (key: $0.key, value: $0.value.json) }))
    }
  }

  /// - Throws: `GateError` for a list or a mapping.
  public func text(_ name: String) throws -> String {
    guard case .scalar(let text, _) = content else { throw wrong(name, "text") }
    return text
  }

  public func integer(_ name: String, in range: ClosedRange<Int>) throws -> Int {
    let text = try text(name)
    guard let number = Int(text), range.contains(number) else {
      throw GateError(
        "'\(name)' is '\(text)'", at: location, remedy: "Give a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  public func bool(_ name: String) throws -> Bool {
    guard case .bool(let value)? = scalar else {
      throw GateError("'\(name)' is neither true nor false", at: location, remedy: "Give true or false")
    }
    return value
  }

  /// A time span such as `250ms`, `10s`, `2m` or `1h`.
  public func duration(_ name: String) throws -> Duration {
    let text = try text(name)
    let units: [(suffix: String, milliseconds: Double)] = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)]
    for unit in units where text.hasSuffix(unit.suffix) {
      guard let number = Double(text.dropLast(unit.suffix.count)), number >= 0, number <= 1e9 else { continue }
      return .microseconds(Int64(number * unit.milliseconds * 1000))
    }
    throw GateError("'\(name)' is '\(text)'", at: location, remedy: "Give a time span such as 250ms, 10s or 2m")
  }

  public func list(_ name: String) throws -> [YAMLNode] {
    guard case .sequence(let nodes) = content else { throw wrong(name, "list") }
    return nodes
  }

  public func texts(_ name: String) throws -> [String] { try list(name).map { try $0.text(name) } }

  public func mapping(_ name: String) throws -> YAMLMapping {
    guard case .mapping(let entries) = content else { throw wrong(name, "mapping") }
    return YAMLMapping(name: name, entries: entries, location: location)
  }

  private func wrong(_ name: String, _ wanted: String) -> GateError {
    GateError("'\(name)' is a \(kind)", at: location, remedy: "Give a \(wanted)")
  }
}
