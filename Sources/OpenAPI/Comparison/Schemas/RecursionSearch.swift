import JSONDocument

/// Whether a schema has itself, or one that it refers to has itself, somewhere inside: instances of those may grow without bound.
struct RecursionSearch {
  private let root: JSONValue
  private var under: Set<JSONPointer> = []
  private var done: Set<JSONPointer> = []
  private var found = false

  init(root: JSONValue) { self.root = root }

  mutating func isRecursive(_ pointer: JSONPointer) -> Bool {
    visit(pointer)
    return found
  }

  private mutating func visit(_ pointer: JSONPointer) {
    if under.contains(pointer) { found = true }
    guard !found, let value = root[pointer], done.insert(pointer).inserted else { return }
    under.insert(pointer)
    search(value)
    under.remove(pointer)
  }

  private mutating func search(_ value: JSONValue) {
    guard !found else { return }
    switch value {
    case .array(let items): for item in items { search(item) }
    case .object(let object):
      for member in object.members {
        if member.key == "$ref", let text = member.value.string, let target = LocalReference.target(of: text) {
          visit(target)
        } else {
          search(member.value)
        }
      }
    default: break
    }
  }
}
