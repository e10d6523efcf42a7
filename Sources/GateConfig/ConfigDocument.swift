import GateModel
import LocatedYAML

/// A YAML file as a tree that knows the line of each node.
///
/// Aliases are expanded within the bounds of ``Limits``; a duplicate key is an error.
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
    let bounds = YAMLLimits(bytes: limits.bytes, depth: limits.depth, values: limits.nodes)
    do throws(YAMLError) {
      let found = try YAMLReader.node(text, limits: bounds)
      root = found.map { ConfigNode($0, path: path) } ?? ConfigNode(.mapping([]), at: SourceLocation(path: path, line: 1, column: 1))
    } catch {
      let place = SourceLocation(path: path, line: max(1, error.place.line), column: max(1, error.place.column))
      throw ConfigError(error.message, at: place, remedy: error.remedy)
    }
  }
}
