import GateKit
import GateModel
import Yams

/// Reads a YAML file into located nodes, within bounds.
public enum YAMLDocument {
  private static let maximumBytes = 1 << 20
  private static let maximumDepth = 64
  private static let maximumNodes = 100_000

  /// - Throws: `GateError` with the line and column of what is wrong.
  public static func parse(_ text: String, path: String) throws -> YAMLNode {
    let start = SourceLocation(path: path, line: 1, column: 1)
    guard text.utf8.count <= maximumBytes else {
      throw GateError("the file has \(text.utf8.count) bytes", at: start, remedy: "Keep it below \(maximumBytes) bytes")
    }
    let node: Yams.Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw located(error, path: path)
    }
    guard let node else { throw GateError("the file is empty", at: start, remedy: "Write at least one step, or remove the file") }
    var budget = maximumNodes
    return try convert(node, path: path, depth: maximumDepth, budget: &budget)
  }

  private static func convert(_ node: Yams.Node, path: String, depth: Int, budget: inout Int) throws -> YAMLNode {
    let place = location(node.mark, path: path)
    budget -= 1
    guard depth > 0 else { throw GateError("it is nested too deeply", at: place, remedy: "Make it flatter") }
    guard budget > 0 else { throw GateError("the file has too many nodes", at: place, remedy: "Use fewer aliases, or more files") }
    switch node {
    case .scalar(let scalar):
      return YAMLNode(.scalar(scalar.string, isPlain: scalar.style == .plain || scalar.style == .any), at: place)
    case .sequence(let sequence):
      return YAMLNode(.sequence(try sequence.map { try convert($0, path: path, depth: depth - 1, budget: &budget) }), at: place)
    case .mapping(let mapping):
      var entries: [YAMLNode.Entry] = []
      for (key, value) in mapping {
        guard case .scalar(let name) = key else {
          throw GateError("a key is not text", at: location(key.mark, path: path), remedy: "Use text as keys; quote '${name}'")
        }
        let value = try convert(value, path: path, depth: depth - 1, budget: &budget)
        entries.append(YAMLNode.Entry(key: name.string, keyLocation: location(key.mark, path: path), value: value))
      }
      return YAMLNode(.mapping(entries), at: place)
    case .alias: throw GateError("an alias has no anchor", at: place, remedy: "Define the anchor above it")
    }
  }

  private static func location(_ mark: Mark?, path: String) -> SourceLocation {
    SourceLocation(path: path, line: mark?.line, column: mark?.column)
  }

  private static func located(_ error: YamlError, path: String) -> GateError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
      return GateError(problem, at: location(mark, path: path), remedy: "Correct the YAML there")
    case .duplicatedKeysInMapping(let duplicates, _):
      let names = duplicates.map { "'\($0)'" }.joined(separator: ", ")
      return GateError("a key occurs twice: \(names)", at: SourceLocation(path: path, line: 1), remedy: "Keep one of them")
    default: return GateError("it is no YAML: \(error)", at: SourceLocation(path: path, line: 1), remedy: "Correct the YAML")
    }
  }
}
