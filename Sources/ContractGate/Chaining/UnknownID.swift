import JSONDocument
import JSONSchema

/// An id that the schema allows and that nothing has, in the form of one that something has.
///
/// It depends on the form alone, so that it is the same in every run: sevens are digits in every alphabet of ids, also hexadecimal.
enum UnknownID {
  private static let numbers = [7_777_777_777, 777_777_777]
  /// A version 4 UUID (RFC 9562).
  private static let uuid = "77777777-7777-4777-8777-777777777777"
  /// Shorter ids may be counters, whose length changes.
  private static let shortest = 8
  private static let samples = 4

  /// Nil where no such id can be told from one that may be somebody's.
  static func like(_ live: JSONValue, schema: CompiledSchema?, seed: UInt64) -> JSONValue? {
    candidates(live).first { $0 != live && schema?.accepts($0) ?? true } ?? sample(of: schema, like: live, seed: seed)
  }

  private static func candidates(_ live: JSONValue) -> [JSONValue] {
    switch live {
    case .number: numbers.map { .number(JSONNumber($0)) }
    case .string(let text): isUUID(text) ? [.string(uuid)] : [.string(sevens(like: text))]
    default: []
    }
  }

  /// A schema that allows few texts may have none that is free; one whose shortest text is long has many.
  private static func sample(of schema: CompiledSchema?, like live: JSONValue, seed: UInt64) -> JSONValue? {
    guard let schema, let text = live.string, text.utf8.count >= shortest else { return nil }
    var generator = InstanceGenerator(schema, seed: seed, ambiguity: .settled, startingAt: RequestDrafter.Effort.random(0).number)
    for _ in 0..<samples {
      // A schema that nothing can be made for has no unknown id either.
      guard let value = (try? generator.next())?.string else { return nil }
      if value.utf8.count >= shortest, value.utf8.allSatisfy(isWord), !value.hasSameUTF8(as: text) { return .string(value) }
    }
    return nil
  }

  /// What stands before the last separator stays where it has no digits, as in `cat-0000001f`; all else is sevens.
  private static func sevens(like text: String) -> String {
    guard let last = text.utf8.lastIndex(where: { !isAlphanumeric($0) }) else { return replaced(text) }
    let start = text.utf8.index(after: last)
    let prefix = text[..<start]
    guard !prefix.utf8.contains(where: { (48...57).contains($0) }) else { return replaced(text) }
    return prefix + replaced(String(text[start...]))
  }

  private static func replaced(_ text: String) -> String {
    String(repeating: "7", count: max(shortest, text.utf8.count))
  }

  private static func isUUID(_ text: String) -> Bool {
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    return groups.map(\.utf8.count) == [8, 4, 4, 4, 12] && groups.allSatisfy { $0.allSatisfy(\.isHexDigit) }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (65...90).contains(byte & 0xDF) }
  private static func isWord(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || byte == 45 || byte == 95 }
}
