import JSONDocument

/// Which way a message goes. A property that is read-only isn't required in a request, one that is write-only not in a response
/// (OpenAPI 3.0, section 4.7.24.2; kept by 3.1 as annotations).
public enum MessageDirection: Sendable, Hashable {
  case request, response

  private var exempting: String { self == .request ? "readOnly" : "writeOnly" }

  /// The document with the names that the direction exempts taken out of every `required`.
  func applied(to root: JSONValue) -> JSONValue { changed(root, root) ?? root }

  /// Nil where nothing changes, so that most of a document is shared.
  private func changed(_ value: JSONValue, _ root: JSONValue) -> JSONValue? {
    switch value {
    case .array(let items):
      var result: [JSONValue]?
      for (position, item) in items.enumerated() {
        guard let new = changed(item, root) else { continue }
        if result == nil { result = items }
        result?[position] = new
      }
      return result.map { .array($0) }
    case .object(let object):
      var result: JSONObject?
      for member in object.members {
        guard let new = changed(member.value, root) else { continue }
        if result == nil { result = object }
        result?[member.key] = new
      }
      if let names = object["required"]?.array, let properties = object["properties"] {
        let kept = names.filter { name in name.string.map { !isExempt(properties[$0], root) } ?? true }
        if kept.count < names.count {
          if result == nil { result = object }
          result?["required"] = .array(kept)
        }
      }
      return result.map { .object($0) }
    default: return nil
    }
  }

  private func isExempt(_ property: JSONValue?, _ root: JSONValue) -> Bool {
    var schema = property
    for _ in 0..<16 {
      guard let current = schema else { return false }
      if current[exempting]?.bool == true { return true }
      guard let reference = current["$ref"]?.string, reference.hasPrefix("#"),
        let place = JSONPointer(fragment: String(reference.dropFirst()))
      else { return false }
      schema = root[place]
    }
    return false
  }
}
