import JSONDocument
import JSONSchema

/// What a server may take the text of a parameter for; the wire has no types, so one text has several readings.
public struct ParameterReadings: Sendable {
  public let encoding: ParameterEncoding

  public init(_ encoding: ParameterEncoding) { self.encoding = encoding }

  private var parameter: Parameter { encoding.parameter }

  /// True only when every plausible reading of what goes on the wire breaks the schema: `5` is never wrong for a string, and an empty
  /// array, which a form parameter can't send, is never wrong at all.
  public func isSettledInvalid(_ value: JSONValue, schema: CompiledSchema) -> Bool {
    guard let encoded = try? encoding.encode(value), !encoded.pieces.isEmpty, !schema.accepts(value) else { return false }
    if let mediaType = parameter.mediaType {
      guard MediaTypeName(mediaType).isJSON else { return !UntypedReadings(schema: schema).mayBeValid(value) }
      return JSONReadings(schema: schema).isSettledInvalid(value)
    }
    guard let readings = readings(of: value) else { return false }
    return !readings.contains { reading in reading.map(schema.accepts) ?? !parameter.isRequired }
  }

  /// True only when the value is valid and a strict server reads back just that value.
  public func isSettledValid(_ value: JSONValue, schema: CompiledSchema) -> Bool {
    guard (try? encoding.encode(value)) != nil, schema.accepts(value), Ambiguity.settled.permits(value) else { return false }
    if let mediaType = parameter.mediaType { return MediaTypeName(mediaType).isJSON && parameter.location != .cookie }
    switch value {
    case .array(let items): return !items.isEmpty && items.allSatisfy { isPlain($0, between: ",| ") } && parameter.location != .cookie
    case .object(let object):
      let isFine = object.members.allSatisfy { isPlain($0.value, between: ",| ") && isPlain(.string($0.key), between: ",|=[]. ") }
      return !object.isEmpty && isFine && parameter.location != .cookie
    default: return isPlain(value, between: "") && isUnmistakable(value, schema)
    }
  }

  /// Whether a scalar arrives as it was in any server that keeps to the document.
  private func isPlain(_ value: JSONValue, between delimiters: String) -> Bool {
    guard let text = ScalarText.of(value), !text.isEmpty, !value.isNull else { return false }
    guard text.trimmingSpaces().hasSameUTF8(as: text), !text.unicodeScalars.contains(where: { delimiters.unicodeScalars.contains($0) })
    else { return false }
    guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F && $0.properties.generalCategory != .unassigned })
    else { return false }
    let isUnreserved = PercentCoding.encode(text).hasSameUTF8(as: text)
    switch parameter.location {
    // Servers and what stands before them disagree about escaped slashes and about dots.
    case .path:
      let isLabel = parameter.style == .label && text.contains(".")
      return !isLabel && !text.contains { "/\\;%".contains($0) } && !text.hasPrefix(".") && !text.hasSuffix(".") && !text.contains("..")
    case .query: return !encoding.allowsReserved || isUnreserved
    // Beyond ASCII servers disagree about the charset (RFC 9110, section 5.5).
    case .header: return text.utf8.allSatisfy { $0 < 0x80 } && (!text.contains(",") || text.utf8.count < 64)
    case .cookie: return isUnreserved
    }
  }

  /// Whether the schema allows no other scalar type that the text may be read as.
  private func isUnmistakable(_ value: JSONValue, _ schema: CompiledSchema) -> Bool {
    let kinds = schema.possibleKinds.subtracting([.array, .object, .null])
    if kinds.count == 1 { return true }
    let text = ScalarText.of(value) ?? ""
    return ScalarReadings.of(text).values.allSatisfy { reading in
      // Of the texts only the one that is sent counts.
      if let other = reading.string, !other.hasSameUTF8(as: text) { return true }
      return !kinds.contains(reading.kind) || schema.accepts(reading)
    }
  }

  // MARK: Readings of styles

  /// Every reading, nil among them for a parameter that isn't there; nil as a whole when there are too many to tell.
  private func readings(of value: JSONValue) -> [JSONValue?]? {
    switch value {
    case .array(let items): return readings(ofItems: items.compactMap(ScalarText.of))
    case .object(let object):
      // Members that stand among the other parameters may be taken for any of those.
      guard parameter.style == .deepObject || parameter.location != .query || !parameter.explode else { return nil }
      return readings(of: object)
    default:
      let text = ScalarText.of(value) ?? ""
      var result = scalars(text)
      for delimiter: Character in [",", "|", " ", ";", "."] where text.contains(delimiter) {
        if delimiter == ".", parameter.style != .label { continue }
        guard let arrays = arrays(text.split(separator: delimiter, omittingEmptySubsequences: false).map(String.init)) else { return nil }
        result += arrays
      }
      if text.hasPrefix("["), text.hasSuffix("]") || text.hasPrefix("{"), let parsed = try? JSONParser.parse(text) { result.append(parsed) }
      return result
    }
  }

  /// A text as a scalar and as an array of one.
  private func scalars(_ text: String) -> [JSONValue?] {
    let (values, mayBeAbsent) = ScalarReadings.of(text)
    var result: [JSONValue?] = values.map { Optional($0) } + values.map { .array([$0]) }
    if mayBeAbsent || encoding.allowsEmptyValue && text.isEmpty { result += [nil, []] }
    return result
  }

  private func readings(ofItems texts: [String]) -> [JSONValue?]? {
    guard !texts.isEmpty, let whole = arrays(texts) else { return nil }
    var result = whole
    let isRepeated = parameter.style == .form && parameter.explode
    if isRepeated, let first = texts.first, let last = texts.last { result += scalars(first) + scalars(last) }
    let delimiter = parameter.style == .spaceDelimited ? " " : parameter.style == .pipeDelimited ? "|" : ","
    let joined = texts.joined(separator: delimiter)
    result += scalars(joined)
    let split = joined.split(separator: Character(delimiter), omittingEmptySubsequences: false).map(String.init)
    if split.count != texts.count {
      guard let others = arrays(split) else { return nil }
      result += others
    }
    return result
  }

  private static let mostCombinations = 256

  private func arrays(_ texts: [String]) -> [JSONValue?]? {
    var combinations: [[JSONValue]] = [[]]
    for text in texts {
      let values = ScalarReadings.of(text).values
      guard combinations.count * values.count <= Self.mostCombinations else { return nil }
      combinations = combinations.flatMap { combination in values.map { combination + [$0] } }
    }
    return combinations.map { .array($0) }
  }

  private func readings(of object: JSONObject) -> [JSONValue?]? {
    var combinations: [[JSONObject.Member]] = [[]]
    for member in object.members {
      guard let text = ScalarText.of(member.value) else { return nil }
      let (values, mayBeAbsent) = ScalarReadings.of(text)
      guard combinations.count * (values.count + 1) <= Self.mostCombinations else { return nil }
      combinations = combinations.flatMap { combination in
        values.map { combination + [(member.key, $0)] } + (mayBeAbsent ? [combination] : [])
      }
    }
    return combinations.map { .object(JSONObject($0)) } + (object.isEmpty ? [nil] : [])
  }
}
