import JSONDocument

extension JSONValue {
  /// A copy with another value at a place; nil where the pointer leads nowhere. The last token may name a new member, or the
  /// position after the last item.
  public func replacing(at pointer: JSONPointer, with value: JSONValue) -> JSONValue? {
    edited(pointer.tokens[...]) { _ in value }
  }

  /// A copy without the member or item at a place; nil where there is none, and for the root.
  public func removing(at pointer: JSONPointer) -> JSONValue? {
    guard self[pointer] != nil, !pointer.tokens.isEmpty else { return nil }
    return edited(pointer.tokens[...]) { _ in nil }
  }

  /// - Parameter change: gets what stands at the place and returns what shall stand there; nil removes it.
  private func edited(_ tokens: ArraySlice<String>, _ change: (JSONValue?) -> JSONValue?) -> JSONValue? {
    guard let token = tokens.first else { return change(self) }
    let rest = tokens.dropFirst()
    switch self {
    case .object(var object):
      guard let position = object.position(of: token) else {
        guard rest.isEmpty, let value = change(nil) else { return nil }
        object.append(token, value)
        return .object(object)
      }
      if rest.isEmpty {
        object[token] = change(object.members[position].value)
      } else {
        guard let value = object.members[position].value.edited(rest, change) else { return nil }
        object[token] = value
      }
      return .object(object)
    case .array(var items):
      guard let index = Int(token), String(index) == token, index >= 0, index <= items.count else { return nil }
      if index == items.count {
        guard rest.isEmpty, let value = change(nil) else { return nil }
        items.append(value)
      } else if rest.isEmpty {
        if let value = change(items[index]) { items[index] = value } else { items.remove(at: index) }
      } else {
        guard let value = items[index].edited(rest, change) else { return nil }
        items[index] = value
      }
      return .array(items)
    default: return nil
    }
  }
}
