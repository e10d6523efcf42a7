import JSONDocument

extension JSONValue {
  /// The same value with another at a place that is there, or with a new member of an object that is there; nil for any other place.
  func replacing(_ pointer: JSONPointer, with replacement: JSONValue) -> JSONValue? {
    replacing(pointer.tokens[...], with: replacement)
  }

  private func replacing(_ tokens: ArraySlice<String>, with replacement: JSONValue) -> JSONValue? {
    guard let token = tokens.first else { return replacement }
    switch self {
    case .object(var object):
      guard tokens.count > 1 else {
        object[token] = replacement
        return .object(object)
      }
      guard let changed = object[token]?.replacing(tokens.dropFirst(), with: replacement) else { return nil }
      object[token] = changed
      return .object(object)
    case .array(var items):
      guard let index = Int(token), items.indices.contains(index),
        let changed = items[index].replacing(tokens.dropFirst(), with: replacement)
      else { return nil }
      items[index] = changed
      return .array(items)
    default: return nil
    }
  }
}
