import JSONDocument
import JSONSchema

/// What a server may take a text without types for: the readings of one scalar on the wire.
enum ScalarReadings {
  /// - Returns: what a server may see, the plain text first; `absent` when it may see nothing at all.
  static func of(_ text: String) -> (values: [JSONValue], mayBeAbsent: Bool) {
    var values: [JSONValue] = [.string(text)]
    let trimmed = text.trimmingSpaces()
    if !trimmed.hasSameUTF8(as: text) { values.append(.string(trimmed)) }
    let folded = trimmed.lowercased()
    if trimmed.isEmpty { return (values + [.null], true) }
    if let number = number(trimmed) {
      values.append(.number(number))
      // Frameworks take numbers for moments and durations.
      values += ["2000-01-01T00:00:00Z", "2000-01-01", "00:00:00Z", "PT1S"]
    }
    switch folded {
    case "true", "1", "yes", "on", "t", "y": values.append(true)
    case "false", "0", "no", "off", "f", "n": values.append(false)
    case "null", "none", "nil", "undefined", "~": values.append(.null)
    default: break
    }
    return (values, false)
  }

  /// The number that a lenient parser sees: with a sign, underscores, in another base.
  private static func number(_ text: String) -> JSONNumber? {
    if let number = JSONNumber(text) { return number }
    let plain = text.replacing("_", with: "").lowercased()
    if let value = Int(plain) { return JSONNumber(value) }
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where plain.hasPrefix(prefix) {
      if let value = Int(plain.dropFirst(2), radix: radix) { return JSONNumber(value) }
    }
    return Double(plain).flatMap { JSONNumber($0) }
  }
}

extension String {
  /// Without spaces, tabs and line breaks at both ends.
  func trimmingSpaces() -> String {
    let isSpace = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !isSpace($0) }), let last = scalars.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(scalars[first...last])
  }
}

/// Whether a value that lost its types on the wire may still be taken for something that the schema allows.
///
/// Every leaf may be read in several ways. Trying all of them together would grow without bound, so that only the places that the
/// schema objects to are varied, and where that is still too much the answer is that it may.
struct UntypedReadings {
  let schema: CompiledSchema
  /// Arrays of one may be read as their item, and repeated values as the first or the last.
  var mergesArrays = true

  private static let mostCombinations = 400

  /// Whether any reading is valid, as far as can be told.
  func mayBeValid(_ value: JSONValue) -> Bool {
    let errors = schema.validate(value)
    if errors.isEmpty { return true }
    if errors.contains(where: Self.cannotBeReadAway) { return false }
    let places = errors.flatMap(Self.places)
    var combinations = [value]
    var seen: Set<JSONPointer> = []
    for place in Self.leaves(of: value, under: places) where seen.insert(place).inserted {
      guard let leaf = value[place] else { continue }
      let readings = alternatives(leaf, isItem: place.parent.flatMap { value[$0]?.array } != nil)
      var next = combinations
      for combination in combinations {
        for reading in readings {
          let changed = reading.map { combination.replacing(at: place, with: $0) } ?? combination.removing(at: place)
          // A place that an earlier choice took away needs no choice of its own.
          if let changed { next.append(changed) }
        }
      }
      guard next.count <= Self.mostCombinations else { return true }
      combinations = next
    }
    return combinations.contains { schema.accepts($0) }
  }

  /// Something that is missing can't be found in the text, whatever the reading. Conditions may hang on readings, though.
  private static func cannotBeReadAway(_ error: ValidationError) -> Bool {
    let conditional: Set<String> = ["if", "then", "else", "not", "dependentSchemas", "dependentRequired", "dependencies"]
    return error.keyword == "required" && error.causes.isEmpty && !error.instance.tokens.contains { Int($0) != nil }
      && !error.schema.pointer.tokens.contains(where: conditional.contains)
  }

  private static func places(of error: ValidationError) -> [JSONPointer] { [error.instance] + error.causes.flatMap(places) }

  /// The scalars, and the arrays, at these places, under them and above them.
  private static func leaves(of value: JSONValue, under places: [JSONPointer]) -> [JSONPointer] {
    var result: [JSONPointer] = []
    func visit(_ value: JSONValue, _ place: JSONPointer) {
      let isNear = places.contains { near in
        zip(near.tokens, place.tokens).allSatisfy { $0.hasSameUTF8(as: $1) }
      }
      guard isNear else { return }
      switch value {
      case .object(let object): for member in object.members { visit(member.value, place.appending(member.key)) }
      case .array(let items):
        for (position, item) in items.enumerated() { visit(item, place.appending(position)) }
        result.append(place)
      default: result.append(place)
      }
    }
    visit(value, .root)
    return result
  }

  /// Readings other than the value itself.
  /// - Parameter isItem: an item can't be missing without moving the others.
  /// - Returns: nil among them stands for nothing at all.
  private func alternatives(_ value: JSONValue, isItem: Bool) -> [JSONValue?] {
    var result: [JSONValue?] = []
    switch value {
    case .array(let items):
      guard mergesArrays else { return [] }
      if items.isEmpty { result += [nil, .null, "", [""]] }
      if let first = items.first { result += [first, [first]] }
      if items.count > 1, let last = items.last { result += [last, [last]] }
    case .object: break
    default:
      let (values, mayBeAbsent) = ScalarReadings.of(ScalarText.of(value) ?? "")
      for reading in values where reading != value { result.append(reading) }
      if mergesArrays { result += values.map { .array([$0]) } }
      if let text = value.string, text.contains(",") { result.append(.array(text.split(separator: ",").map { .string(String($0)) })) }
      if mayBeAbsent { result += isItem ? [[]] : [nil, []] }
    }
    return result
  }
}
