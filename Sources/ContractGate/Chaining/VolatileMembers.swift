import JSONDocument

/// Tells what differs between two representations of an object from what differs by itself: moments, versions, and whatever differed
/// between two readings with nothing between them.
struct VolatileMembers {
  private let restless: Set<JSONPointer>

  /// Names, as ``NameMatching`` writes them, that stand for the version or the time of a representation.
  private static let names: Set<String> = [
    "etag", "version", "revision", "rev", "sequence", "generation", "resourceversion", "lockversion", "updated", "modified", "timestamp",
    "now", "time", "date", "age", "ttl", "expiresin", "requestid", "traceid", "correlationid", "nonce",
  ]
  private static let endings = ["at", "on", "time", "date", "version", "revision", "etag"]

  /// - Parameters first, second: two readings in a row.
  init(_ first: JSONValue, _ second: JSONValue) {
    restless = Set(Self.differences(first, second, at: .root))
  }

  /// The places, in order, where two representations differ although nothing says that they may. Positions in lists are `*`.
  func differences(_ before: JSONValue, _ after: JSONValue) -> [String] {
    let places = Self.differences(before, after, at: .root).filter { place in
      !restless.contains { place.tokens.starts(with: $0.tokens, by: { $0.hasSameUTF8(as: $1) }) }
        && !place.tokens.contains(where: Self.isVolatile) && !Self.areMoments(before[place], after[place])
    }
    let names = Set(places.map { place in place.tokens.map { Int($0) == nil ? $0 : "*" } }.map { JSONPointer(tokens: $0).description })
    return names.sorted()
  }

  private static func isVolatile(_ name: String) -> Bool {
    let key = NameMatching.key(name)
    if names.contains(key) { return true }
    // `updatedAt`, `updated_at` and `stockVersion`, but neither `format` nor `button`.
    let words = words(of: name)
    return words.count > 1 && words.last.map(endings.contains) == true
  }

  private static func words(of name: String) -> [String] {
    var words: [String] = []
    var current = ""
    for character in name {
      if !character.isLetter || character.isUppercase, !current.isEmpty {
        words.append(current)
        current = ""
      }
      if character.isLetter { current += character.lowercased() }
    }
    return current.isEmpty ? words : words + [current]
  }

  private static func areMoments(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
    isMoment(left) && isMoment(right)
  }

  /// A text that begins as RFC 3339 has it, with a time: `2026-01-31T10:`.
  private static func isMoment(_ value: JSONValue?) -> Bool {
    guard let bytes = value?.string.map({ Array($0.utf8.prefix(14)) }), bytes.count == 14 else { return false }
    let shape = Array("0000-00-00T00:".utf8)
    return zip(bytes, shape).allSatisfy { byte, expected in
      expected == UInt8(ascii: "0") ? (48...57).contains(byte) : byte == expected || expected == UInt8(ascii: "T") && byte == 32
    }
  }

  /// The deepest places at which two values differ.
  private static func differences(_ left: JSONValue, _ right: JSONValue, at place: JSONPointer) -> [JSONPointer] {
    switch (left, right) {
    case (.object(let one), .object(let other)):
      let added = other.keys.filter { one[$0] == nil }
      return one.keys.flatMap { key -> [JSONPointer] in
        guard let value = one[key], let counterpart = other[key] else { return [place.appending(key)] }
        return differences(value, counterpart, at: place.appending(key))
      } + added.map { place.appending($0) }
    case (.array(let one), .array(let other)) where one.count == other.count:
      return zip(one, other).enumerated().flatMap { differences($0.element.0, $0.element.1, at: place.appending($0.offset)) }
    default: return left == right ? [] : [place]
    }
  }
}
