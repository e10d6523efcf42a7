import JSONDocument

/// Which parts of two documents are the same text, references followed: the quick way to see that nothing changed.
struct DocumentIdentity: Sendable {
  private let base: JSONValue
  private let revision: JSONValue
  /// Targets of references that are the same on both sides, with everything that they refer to.
  private let same: Set<JSONPointer>

  init(base: JSONValue, revision: JSONValue) {
    (self.base, self.revision) = (base, revision)
    same = Self.sameTargets(base, revision)
  }

  /// Whether the two values are equal and refer only to what is the same.
  func isSame(_ left: JSONValue, _ right: JSONValue) -> Bool {
    left == right && Self.references(in: left).allSatisfy(same.contains)
  }

  func isSame(_ left: JSONPointer?, _ right: JSONPointer?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    guard let first = base[left], let second = revision[right] else { return false }
    return isSame(first, second)
  }

  private static func sameTargets(_ base: JSONValue, _ revision: JSONValue) -> Set<JSONPointer> {
    var users: [JSONPointer: Set<JSONPointer>] = [:]
    var same: Set<JSONPointer> = []
    var different: [JSONPointer] = []
    for target in references(in: base) {
      guard let left = base[target], let right = revision[target], left == right else {
        different.append(target)
        continue
      }
      same.insert(target)
      for used in references(in: left) { users[used, default: []].insert(target) }
    }
    // A reference to what differs makes its user differ; cycles of equal parts stay the same.
    different += users.keys.filter { !same.contains($0) }
    while let target = different.popLast() {
      for user in users[target] ?? [] where same.remove(user) != nil { different.append(user) }
    }
    return same
  }

  /// The targets of all local references in a value; one that leads elsewhere counts as a target that is never the same.
  private static func references(in value: JSONValue) -> Set<JSONPointer> {
    var found: Set<JSONPointer> = []
    collect(value, &found)
    return found
  }

  private static func collect(_ value: JSONValue, _ found: inout Set<JSONPointer>) {
    switch value {
    case .array(let items): for item in items { collect(item, &found) }
    case .object(let object):
      for member in object.members {
        if member.key == "$ref", let text = member.value.string {
          found.insert(LocalReference.target(of: text) ?? .elsewhere)
        } else {
          collect(member.value, &found)
        }
      }
    default: break
    }
  }
}

extension JSONPointer {
  /// No place of any document that anybody would write.
  fileprivate static let elsewhere = JSONPointer(tokens: ["\u{0}elsewhere"])
}
