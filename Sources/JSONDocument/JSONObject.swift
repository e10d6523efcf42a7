/// The members of a JSON object in the order of the text, duplicates included; names are compared by UTF-8 bytes.
public struct JSONObject: Sendable {
  public typealias Member = (key: String, value: JSONValue)

  public private(set) var members: [Member]
  /// Positions of the last member of each name, kept only for objects so large that a scan would be slow.
  private var index: [UTF8Key: Int]?

  private static let indexedFrom = 24

  public init(_ members: [Member] = []) {
    self.members = members
    if members.count >= Self.indexedFrom { rebuildIndex() }
  }

  public var count: Int { members.count }
  public var isEmpty: Bool { members.isEmpty }
  public var keys: [String] { members.map(\.key) }

  /// The position of the last member of that name: as in most parsers, the last duplicate wins.
  public func position(of key: String) -> Int? {
    if let index { return index[UTF8Key(key)] }
    return members.lastIndex { $0.key.hasSameUTF8(as: key) }
  }

  /// The value of the last member of that name. Setting replaces it in place, appends a new name, and nil removes every duplicate.
  public subscript(key: String) -> JSONValue? {
    get { position(of: key).map { members[$0].value } }
    set {
      if let newValue {
        if let position = position(of: key) {
          members[position].value = newValue
        } else {
          append(key, newValue)
        }
      } else {
        members.removeAll { $0.key.hasSameUTF8(as: key) }
        if index != nil { rebuildIndex() }
      }
    }
  }

  /// Adds a member at the end, also when the name is there already.
  public mutating func append(_ key: String, _ value: JSONValue) {
    members.append((key, value))
    if index != nil {
      index?[UTF8Key(key)] = members.count - 1
    } else if members.count >= Self.indexedFrom {
      rebuildIndex()
    }
  }

  /// Names that occur more than once, in the order of their second occurrence.
  public var duplicateKeys: [String] {
    var seen: Set<UTF8Key> = []
    var reported: Set<UTF8Key> = []
    return members.compactMap { member in
      let key = UTF8Key(member.key)
      return !seen.insert(key).inserted && reported.insert(key).inserted ? member.key : nil
    }
  }

  private mutating func rebuildIndex() {
    var index: [UTF8Key: Int] = Dictionary(minimumCapacity: members.count)
    for (position, member) in members.enumerated() { index[UTF8Key(member.key)] = position }
    self.index = index
  }
}

extension JSONObject: Hashable {
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    guard left.count == right.count else { return false }
    if left.duplicateKeys.isEmpty, right.duplicateKeys.isEmpty {
      return left.members.allSatisfy { right[$0.key] == $0.value }
    }
    return zip(left.members, right.members).allSatisfy { $0.key.hasSameUTF8(as: $1.key) && $0.value == $1.value }
  }

  public func hash(into hasher: inout Hasher) {
    var sum = members.count
    for member in members {
      var inner = Hasher()
      member.key.hashUTF8(into: &inner)
      inner.combine(member.value)
      sum ^= inner.finalize()
    }
    hasher.combine(sum)
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(elements.map { (key: $0.0, value: $0.1) })
  }
}
