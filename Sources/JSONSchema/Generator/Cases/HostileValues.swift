import JSONDocument

/// Texts that are well-formed JSON by RFC 8259 and that parsers and services stumble over.
public enum HostileValues {
  /// One hostile text.
  public struct Variant: Sendable, Hashable {
    /// `deep array 1000`, `huge exponent`, `nul`; the same for every seed.
    public let label: String
    public let family: Family
    public let place: JSONPointer
    /// The whole body with the hostile value in it.
    public let bytes: [UInt8]
  }

  /// Which check a variant belongs to.
  public enum Family: String, Sendable, Hashable, CaseIterable {
    case deepNesting = "deep-nesting"
    case extremeNumber = "extreme-number"
    case unusualText = "unusual-text"
    case nulCharacter = "nul-character"
    case longInput = "long-input"
  }

  /// Every hostile value at every place that fits its type: numbers where numbers stand, texts where texts stand, nesting everywhere.
  /// - Parameter places: leave out to take the root and all places of `base`, parents first.
  public static func variants(
    of base: JSONValue, at places: [JSONPointer]? = nil, families: Set<Family> = Set(Family.allCases)
  ) -> [Variant] {
    var result: [Variant] = []
    for place in places ?? allPlaces(of: base) {
      guard let current = base[place], let (before, after) = split(base, at: place) else { continue }
      for value in catalogue where families.contains(value.family) && value.fits(current, isRoot: place.tokens.isEmpty) {
        result.append(Variant(label: value.label, family: value.family, place: place, bytes: before + value.bytes() + after))
      }
    }
    return result
  }

  /// The texts that every string parameter can be tried with, without JSON around them.
  public static let texts: [(label: String, family: Family, text: String)] = [
    ("astral", .unusualText, "\u{1F9EA}\u{10FFFF}"), ("right to left", .unusualText, "\u{202E}abc\u{200F}"),
    ("combining", .unusualText, "e\u{301}\u{301}\u{301}"), ("byte order mark", .unusualText, "\u{FEFF}a"),
    ("nul", .nulCharacter, "a\u{0}b"), ("8,000 characters", .longInput, String(repeating: "a", count: 8_000)),
  ]

  private static func allPlaces(of value: JSONValue, under place: JSONPointer = .root, limit: Int = 200) -> [JSONPointer] {
    var places = [place]
    switch value {
    case .array(let items):
      if let first = items.first { places += allPlaces(of: first, under: place.appending(0), limit: limit) }
    case .object(let object):
      for member in object.members { places += allPlaces(of: member.value, under: place.appending(member.key), limit: limit) }
    default: break
    }
    return Array(places.prefix(limit))
  }

  /// The text before and after what stands at a place.
  private static func split(_ base: JSONValue, at place: JSONPointer) -> (before: [UInt8], after: [UInt8])? {
    // A string that nothing else contains marks the place.
    var mark = "gatehouse-here"
    let text = base.serialized()
    while text.contains(mark) { mark += "x" }
    guard let marked = base.replacing(at: place, with: .string(mark)) else { return nil }
    let bytes = marked.serializedBytes()
    let needle = Array("\"\(mark)\"".utf8)
    guard let range = bytes.firstRange(of: needle) else { return nil }
    return (Array(bytes[..<range.lowerBound]), Array(bytes[range.upperBound...]))
  }

  private struct Entry: Sendable {
    let label: String
    let family: Family
    let kinds: Set<JSONValue.Kind>
    let bytes: @Sendable () -> [UInt8]

    func fits(_ value: JSONValue, isRoot: Bool) -> Bool { kinds.contains(value.kind) || isRoot && family == .deepNesting }
  }

  private static let catalogue: [Entry] = numbers + strings + nesting

  private static let numbers: [Entry] = [
    ("huge exponent", "1e400"), ("tiny exponent", "1e-400"), ("two to the 63rd", "9223372036854775808"),
    ("two to the 64th", "18446744073709551616"), ("below the least 64-bit integer", "-9223372036854775809"),
    ("negative zero", "-0"), ("exponent of ten digits", "1e1000000000"), ("many decimals", "0." + String(repeating: "3", count: 400)),
    ("400 digits", String(repeating: "9", count: 400)),
  ].map { label, text in
    Entry(label: label, family: .extremeNumber, kinds: [.number]) { Array(text.utf8) }
  }

  private static let escapes: [(label: String, family: Family, text: String)] = [
    ("astral", .unusualText, #""\ud83e\uddea\udbff\udfff""#), ("high surrogate alone", .unusualText, #""a\ud83eb""#),
    ("low surrogate alone", .unusualText, #""a\udceab""#), ("surrogates the wrong way round", .unusualText, #""\udcea\ud83e""#),
    ("right to left", .unusualText, #""\u202eabc\u200f""#), ("byte order mark", .unusualText, #""\ufeffa""#),
    ("combining", .unusualText, #""e\u0301\u0301\u0301""#), ("noncharacter", .unusualText, #""\uffff""#),
    ("nul", .nulCharacter, #""a\u0000b""#),
  ]

  private static let strings: [Entry] =
    escapes.map { entry in Entry(label: entry.label, family: entry.family, kinds: [.string]) { Array(entry.text.utf8) } }
    + [
      Entry(label: "100,000 characters", family: .longInput, kinds: [.string]) {
        nested("\"", [UInt8](repeating: UInt8(ascii: "a"), count: 100_000), "\"", 1)
      }
    ]

  private static let nesting: [Entry] = [1_000, 10_000].flatMap { (depth: Int) -> [Entry] in
    [
      Entry(label: "deep array \(depth)", family: .deepNesting, kinds: [.array]) { nested("[", [], "]", depth) },
      Entry(label: "deep object \(depth)", family: .deepNesting, kinds: [.object]) { nested("{\"a\":", [UInt8(ascii: "1")], "}", depth) },
    ]
  }

  private static func nested(_ opening: String, _ core: [UInt8], _ closing: String, _ depth: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity((opening.utf8.count + closing.utf8.count) * depth + core.count)
    for _ in 0..<depth { bytes.append(contentsOf: opening.utf8) }
    bytes.append(contentsOf: core)
    for _ in 0..<depth { bytes.append(contentsOf: closing.utf8) }
    return bytes
  }
}
