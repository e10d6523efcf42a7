import GateModel
import LocatedYAML

/// A node of a configuration file with the place it stands at.
public struct ConfigNode: Hashable, Sendable {
  public indirect enum Content: Hashable, Sendable {
    case scalar(String, isQuoted: Bool)
    case sequence([ConfigNode])
    case mapping([Entry])
  }

  /// A key with its value, in the order of the file.
  public struct Entry: Hashable, Sendable {
    public var key: String
    public var keyLocation: SourceLocation
    public var value: ConfigNode
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
    case .scalar(let text, let isPlain): content = .scalar(text, isQuoted: !isPlain)
    case .sequence(let items): content = .sequence(items.map { ConfigNode($0, path: path) })
    case .mapping(let entries):
      content = .mapping(
        entries.map { Entry(key: $0.key, keyLocation: location($0.keyPlace), value: ConfigNode($0.value, path: path)) })
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

  /// True for nothing, `~` and `null` without quotes.
  public var isNull: Bool {
    guard case .scalar(let text, isQuoted: false) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// - Throws: ``ConfigError`` for a list or mapping.
  public func string(_ name: String = "value") throws -> String {
    guard case .scalar(let text, _) = content else { throw wrong(name, "text") }
    return text
  }

  public func int(_ name: String = "value", in range: ClosedRange<Int> = 0...Int.max) throws -> Int {
    let text = try string(name)
    guard let value = Int(text), range.contains(value) else {
      let bounds = range.upperBound == Int.max ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
      throw ConfigError("'\(name)' is '\(text)'", at: location, remedy: "Give a whole number \(bounds)")
    }
    return value
  }

  public func double(_ name: String = "value") throws -> Double {
    let text = try string(name)
    guard let value = Double(text), value.isFinite else {
      throw ConfigError("'\(name)' is '\(text)'", at: location, remedy: "Give a number")
    }
    return value
  }

  public func bool(_ name: String = "value") throws -> Bool {
    switch try string(name) {
    case "true": return true
    case "false": return false
    case let text: throw ConfigError("'\(name)' is '\(text)'", at: location, remedy: "Give true or false")
    }
  }

  /// A time span: `250ms`, `10s`, `2m`.
  public func duration(_ name: String = "value") throws -> Duration {
    let text = try string(name)
    let units: [(String, Int)] = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)]
    for (suffix, milliseconds) in units where text.hasSuffix(suffix) {
      guard let number = Double(text.dropLast(suffix.count)), number >= 0, number < 1e9 else { continue }
      return .milliseconds(Int(number * Double(milliseconds)))
    }
    throw ConfigError("'\(name)' is '\(text)'", at: location, remedy: "Give a time span such as 250ms, 10s or 2m")
  }

  public func list(_ name: String = "value") throws -> [ConfigNode] {
    guard case .sequence(let nodes) = content else { throw wrong(name, "list") }
    return nodes
  }

  public func strings(_ name: String = "value") throws -> [String] { try list(name).map { try $0.string(name) } }

  /// A reader of the mapping that knows which keys were asked for.
  public func mapping(_ name: String = "value") throws -> ConfigMapping {
    guard case .mapping(let entries) = content else {
      if isNull { return ConfigMapping(name: name, entries: [], location: location) }
      throw wrong(name, "mapping")
    }
    return ConfigMapping(name: name, entries: entries, location: location)
  }

  private func wrong(_ name: String, _ wanted: String) -> ConfigError {
    ConfigError("'\(name)' is a \(kind)", at: location, remedy: "Give a \(wanted)")
  }
}
