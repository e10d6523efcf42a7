import JSONDocument

/// Finds the schema of a file that has a plain name.
struct AnchorSearch {
  let name: String

  func place(in value: JSONValue) -> JSONPointer? {
    var tokens: [String] = []
    return search(value, &tokens) ? JSONPointer(tokens: tokens) : nil
  }

  private func search(_ value: JSONValue, _ tokens: inout [String]) -> Bool {
    switch value {
    case .object(let object):
      for keyword in ["$anchor", "$dynamicAnchor"] {
        if let anchor = object[keyword]?.string, anchor.hasSameUTF8(as: name) { return true }
      }
      for member in object.members where search(member.value, below: member.key, &tokens) { return true }
    case .array(let items):
      for (position, item) in items.enumerated() where search(item, below: String(position), &tokens) { return true }
    default: break
    }
    return false
  }

  private func search(_ value: JSONValue, below token: String, _ tokens: inout [String]) -> Bool {
    tokens.append(token)
    if search(value, &tokens) { return true }
    tokens.removeLast()
    return false
  }
}
