import GateKit
import GateModel
import LocatedYAML

/// Reads a YAML file into located nodes, within bounds.
public enum YAMLDocument {
  private static let limits = YAMLLimits(bytes: 1 << 20, depth: 64, values: 100_000)

  /// - Throws: `GateError` with the line and column of what is wrong.
  public static func parse(_ text: String, path: String) throws -> YAMLNode {
    let found: YAMLValue?
    do throws(YAMLError) {
      found = try YAMLReader.node(text, limits: limits)
    } catch {
      let place = SourceLocation(path: path, line: max(1, error.place.line), column: max(1, error.place.column))
      throw GateError(error.message, at: place, remedy: error.remedy)
    }
    guard let found else {
      let start = SourceLocation(path: path, line: 1, column: 1)
      throw GateError("the file is empty", at: start, remedy: "Write at least one step, or remove the file")
    }
    return YAMLNode(found, path: path)
  }
}
