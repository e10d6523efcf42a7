import JSONDocument
import LocatedYAML

/// Reads a file as JSON or YAML, by what it holds and not only by its name.
struct TextReader {
  let path: String
  let limits: DocumentLimits

  func read(_ bytes: [UInt8]) throws(DocumentError) -> (value: JSONValue, places: JSONSourceMap) {
    guard bytes.count <= limits.bytes else { throw fail("the file has \(bytes.count) bytes, the limit is \(limits.bytes)", line: 0) }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
    let first = bytes.first { ![0x20, 0x0A, 0x0D, 0x09].contains($0) }
    let isNamedJSON = path.lowercased().hasSuffix(".json")
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      // Named JSON and yet YAML: only where it is more than the one scalar that nearly any text is.
      guard isNamedJSON else { return try yaml(bytes) }
      if let found = try? yaml(bytes), found.value.object != nil { return found }
      return try json(bytes)
    }
    if isNamedJSON { return try json(bytes) }
    if let found = try? json(bytes) { return found }
    return try yaml(bytes)
  }

  private func json(_ bytes: [UInt8]) throws(DocumentError) -> (value: JSONValue, places: JSONSourceMap) {
    let found: (value: JSONValue, places: JSONSourceMap)
    do throws(JSONParseError) {
      found = try JSONParser.parseLocated(bytes, limits: JSONLimits(bytes: limits.bytes, depth: limits.depth))
    } catch {
      throw fail("not JSON: \(error.reason)", line: error.position.line)
    }
    if let (key, line) = duplicate(in: found.value, found.places) {
      throw fail("the name '\(key)' stands twice in this object", line: line)
    }
    return found
  }

  private func yaml(_ bytes: [UInt8]) throws(DocumentError) -> (value: JSONValue, places: JSONSourceMap) {
    let limits = YAMLLimits(bytes: limits.bytes, depth: limits.depth, values: limits.values)
    do throws(YAMLError) {
      if let found = try YAMLReader.json(bytes, limits: limits) { return found }
    } catch {
      throw fail(error.message, line: error.place.line)
    }
    throw fail("the document is empty", line: 1)
  }

  /// The first name that an object has twice.
  private func duplicate(in value: JSONValue, _ places: JSONSourceMap) -> (key: String, line: Int)? {
    switch value {
    case .array(let items):
      for (item, place) in zip(items, places.children) {
        if let found = duplicate(in: item, place) { return found }
      }
    case .object(let object):
      for (position, member) in object.members.enumerated() {
        // A name's position is that of its last member.
        if object.position(of: member.key) != position {
          return (member.key, object.position(of: member.key).map { places.children[$0].line } ?? places.line)
        }
        if let found = duplicate(in: member.value, places.children[position]) { return found }
      }
    default: break
    }
    return nil
  }

  private func fail(_ message: String, line: Int) -> DocumentError { DocumentError(path: path, line: line, message: message) }
}
