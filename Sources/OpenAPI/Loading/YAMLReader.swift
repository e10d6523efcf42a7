import JSONDocument
import Yams

/// Reads YAML as the JSON it stands for, and keeps the place of every value.
///
/// Plain scalars have the types of YAML's core schema, so that `no` and `2024-01-01` stay strings, and numbers keep their text.
struct YAMLReader {
  private let path: String
  private let limits: DocumentLimits
  private var left: Int

  static func read(
    _ bytes: [UInt8], path: String, limits: DocumentLimits
  ) throws(DocumentError) -> (value: JSONValue, places: JSONSourceMap) {
    var reader = YAMLReader(path: path, limits: limits)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DocumentError(path: path, line: 0, message: "the file is not UTF-8")
    }
    // libyaml itself refuses more than 1,000 levels, which keeps the composer's recursion within a stack.
    guard let node = try reader.compose(text) else { throw DocumentError(path: path, line: 1, message: "the document is empty") }
    return try reader.convert(node, depth: 0)
  }

  private init(path: String, limits: DocumentLimits) {
    (self.path, self.limits, left) = (path, limits, limits.values)
  }

  private func compose(_ text: String) throws(DocumentError) -> Node? {
    do {
      return try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw failure(error)
    } catch {
      throw DocumentError(path: path, line: 0, message: String(describing: error))
    }
  }

  private func tooDeep(_ line: Int) -> DocumentError {
    DocumentError(path: path, line: line, message: "values are nested deeper than \(limits.depth)")
  }

  private func failure(_ error: YamlError) -> DocumentError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
      DocumentError(path: path, line: mark.line, message: "not YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      DocumentError(
        path: path, line: context.mark.line,
        message: "the mapping has keys more than once: \(keys.map { String(describing: $0) }.sorted().joined(separator: ", "))")
    default: DocumentError(path: path, line: 0, message: "not YAML: \(error)")
    }
  }

  private mutating func convert(_ node: Node, depth: Int) throws(DocumentError) -> (value: JSONValue, places: JSONSourceMap) {
    let line = node.mark?.line ?? 0
    let column = node.mark?.column ?? 0
    left -= 1
    guard left >= 0 else {
      throw DocumentError(path: path, line: line, message: "aliases expand to more than \(limits.values) values")
    }
    guard depth <= limits.depth else { throw tooDeep(line) }
    switch node {
    case .scalar(let scalar): return (YAMLScalar.value(of: scalar), JSONSourceMap(line: line, column: column))
    case .sequence(let sequence):
      var items: [JSONValue] = []
      var places: [JSONSourceMap] = []
      for item in sequence {
        let (value, place) = try convert(item, depth: depth + 1)
        items.append(value)
        places.append(place)
      }
      return (.array(items), JSONSourceMap(line: line, column: column, children: places))
    case .mapping(let mapping):
      var members: [JSONObject.Member] = []
      var places: [JSONSourceMap] = []
      for (key, item) in mapping {
        guard let name = key.scalar?.string else {
          throw DocumentError(path: path, line: key.mark?.line ?? line, message: "a key must be a string")
        }
        let (value, place) = try convert(item, depth: depth + 1)
        members.append((name, value))
        places.append(JSONSourceMap(line: key.mark?.line ?? line, column: key.mark?.column ?? column, children: place.children))
      }
      return (.object(JSONObject(members)), JSONSourceMap(line: line, column: column, children: places))
    case .alias: throw DocumentError(path: path, line: line, message: "an alias that leads nowhere")
    }
  }
}
