/// Where the parts of a document stand: a tree of the same form as the value, children in the order of items or members.
public struct JSONSourceMap: Sendable, Hashable {
  /// From 1. For a member of an object, the place of its name.
  public let line: Int
  /// From 1.
  public let column: Int
  public let children: [JSONSourceMap]

  public init(line: Int, column: Int, children: [JSONSourceMap] = []) {
    (self.line, self.column, self.children) = (line, column, children)
  }

  /// The place of what the pointer names in the value that this map belongs to; where the pointer leads nowhere, the place of
  /// the nearest parent that exists.
  public func place(of pointer: JSONPointer, in value: JSONValue) -> JSONSourceMap {
    var map = self
    var value = value
    for token in pointer.tokens {
      guard let (position, child) = value.child(token), map.children.indices.contains(position) else { return map }
      map = map.children[position]
      value = child
    }
    return map
  }
}
