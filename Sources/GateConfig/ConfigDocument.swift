import GateModel
import Yams

/// A YAML file as a tree that knows the line of each node.
///
/// Aliases are expanded by the parser within the bounds of ``Limits``; a duplicate key is an error.
public struct ConfigDocument: Hashable, Sendable {
  public var path: String
  public var root: ConfigNode

  /// What keeps a hostile file from exhausting the machine.
  public struct Limits: Sendable {
    public var bytes: Int
    public var depth: Int
    public var nodes: Int

    public init(bytes: Int = 1_048_576, depth: Int = 64, nodes: Int = 200_000) {
      self.bytes = bytes
      self.depth = depth
      self.nodes = nodes
    }
  }

  /// - Throws: ``ConfigError`` with the line of what is wrong.
  public init(text: String, path: String, limits: Limits = Limits()) throws {
    self.path = path
    let start = SourceLocation(path: path, line: 1, column: 1)
    guard text.utf8.count <= limits.bytes else {
      throw ConfigError("the file has \(text.utf8.count) bytes", at: start, remedy: "Keep it below \(limits.bytes) bytes")
    }
    let node: Yams.Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw Self.configError(error, path: path)
    }
    guard let node else {
      root = ConfigNode(.mapping([]), at: start)
      return
    }
    var budget = limits.nodes
    root = try Self.convert(node, path: path, depth: limits.depth, budget: &budget)
  }

  private static func convert(_ node: Yams.Node, path: String, depth: Int, budget: inout Int) throws -> ConfigNode {
    let location = SourceLocation(path: path, line: node.mark?.line, column: node.mark?.column)
    budget -= 1
    guard depth > 0 else { throw ConfigError("it is nested too deeply", at: location, remedy: "Make it flatter") }
    guard budget > 0 else { throw ConfigError("it has too many nodes", at: location, remedy: "Use fewer aliases") }
    switch node {
    case .scalar(let scalar):
      return ConfigNode(.scalar(scalar.string, isQuoted: scalar.style != .plain && scalar.style != .any), at: location)
    case .sequence(let sequence):
      return ConfigNode(.sequence(try sequence.map { try convert($0, path: path, depth: depth - 1, budget: &budget) }), at: location)
    case .mapping(let mapping):
      var entries: [ConfigNode.Entry] = []
      for (key, value) in mapping {
        guard case .scalar(let name) = key else {
          throw ConfigError("a key is not text", at: location, remedy: "Use text as keys")
        }
        let place = SourceLocation(path: path, line: key.mark?.line, column: key.mark?.column)
        let value = try convert(value, path: path, depth: depth - 1, budget: &budget)
        entries.append(ConfigNode.Entry(key: name.string, keyLocation: place, value: value))
      }
      return ConfigNode(.mapping(entries), at: location)
    case .alias:
      throw ConfigError("an alias has no anchor", at: location, remedy: "Define the anchor above it")
    }
  }

  private static func configError(_ error: YamlError, path: String) -> ConfigError {
    let remedy = "Correct the YAML there"
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
      return ConfigError(problem, at: SourceLocation(path: path, line: mark.line, column: mark.column), remedy: remedy)
    case .duplicatedKeysInMapping(let duplicates, let yaml):
      let names = duplicates.map { String(describing: $0) }.joined(separator: ", ")
      _ = yaml
      return ConfigError("a key occurs twice: \(names)", at: SourceLocation(path: path), remedy: "Keep one of them")
    default:
      return ConfigError(String(describing: error), at: SourceLocation(path: path, line: 1), remedy: remedy)
    }
  }
}
