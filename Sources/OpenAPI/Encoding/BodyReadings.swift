import JSONDocument
import JSONSchema

/// What a server may take JSON for that keeps its types: only null and nothing at all are mixed up.
struct JSONReadings {
  let schema: CompiledSchema

  func isSettledInvalid(_ value: JSONValue) -> Bool {
    guard Ambiguity.settled.permits(value), !schema.accepts(value) else { return false }
    let nulls = Self.nullMembers(of: value)
    guard !nulls.isEmpty else { return true }
    guard nulls.count <= 6 else { return false }
    // Each null may be read as a missing member.
    for choice in 1..<(1 << nulls.count) {
      var reading = value
      for (position, place) in nulls.enumerated() where choice & 1 << position != 0 { reading = reading.removing(at: place) ?? reading }
      if schema.accepts(reading) { return false }
    }
    return true
  }

  private static func nullMembers(of value: JSONValue, under place: JSONPointer = .root) -> [JSONPointer] {
    switch value {
    case .object(let object):
      object.members.flatMap { member in
        let inner = place.appending(member.key)
        return member.value.isNull ? [inner] : nullMembers(of: member.value, under: inner)
      }
    case .array(let items): items.enumerated().flatMap { nullMembers(of: $1, under: place.appending($0)) }
    default: []
    }
  }
}

/// What a server may take a body for.
public struct BodyReadings: Sendable {
  public let encoding: BodyEncoding
  public let isRequired: Bool

  public init(_ encoding: BodyEncoding, isRequired: Bool) {
    (self.encoding, self.isRequired) = (encoding, isRequired)
  }

  /// True only when every plausible reading of the body breaks the schema.
  public func isSettledInvalid(_ value: JSONValue, schema: CompiledSchema) -> Bool {
    guard !schema.accepts(value), let encoded = try? encoding.encode(value) else { return false }
    if value.isNull || encoded.bytes.isEmpty { guard isRequired, encoding.kind == .json else { return false } }
    switch encoding.kind {
    case .json: return JSONReadings(schema: schema).isSettledInvalid(value)
    case .form, .multipart, .xml:
      guard value.object != nil, !Self.hasNothing(value) else { return false }
      return !UntypedReadings(schema: schema).mayBeValid(value)
    case .text: return !UntypedReadings(schema: schema, mergesArrays: false).mayBeValid(value)
    // Bytes have no type that a schema could settle.
    case .binary: return false
    }
  }

  /// True only when the body is valid and a strict server reads back just that value.
  public func isSettledValid(_ value: JSONValue, schema: CompiledSchema) -> Bool {
    guard schema.accepts(value), Ambiguity.settled.permits(value), let encoded = try? encoding.encode(value) else { return false }
    switch encoding.kind {
    case .json: return true
    case .form: return value.object?.isEmpty == false && Self.isPlain(value, depth: 2)
    // Without a charset these leave open what bytes beyond ASCII mean.
    case .multipart: return value.object?.isEmpty == false && Self.isPlain(value, depth: 8) && encoded.bytes.allSatisfy { $0 < 0x80 }
    case .xml: return Self.isPlain(value, depth: 8)
    case .text: return !encoded.bytes.isEmpty && value.string != nil && (hasCharset || encoded.bytes.allSatisfy { $0 < 0x80 })
    case .binary: return !encoded.bytes.isEmpty && value.string != nil
    }
  }

  private var hasCharset: Bool { encoding.mediaType.name.lowercased().contains("charset=") }

  /// Null and empty parts, which these media types can't tell from missing ones, anywhere in it.
  private static func hasNothing(_ value: JSONValue) -> Bool {
    switch value {
    case .null: true
    case .array(let items): items.isEmpty || items.contains(where: hasNothing)
    case .object(let object): object.isEmpty || object.members.contains { hasNothing($0.value) }
    default: false
    }
  }

  /// Whether all parts are there, not empty, and without what parsers trim or rewrite (line breaks, spaces at the ends).
  private static func isPlain(_ value: JSONValue, depth: Int) -> Bool {
    switch value {
    case .null: false
    case .array(let items): depth > 0 && !items.isEmpty && items.allSatisfy { isPlain($0, depth: depth - 1) }
    case .object(let object): depth > 0 && !object.isEmpty && object.members.allSatisfy { isPlain($0.value, depth: depth - 1) }
    case .string(let text):
      !text.isEmpty && text.trimmingSpaces().hasSameUTF8(as: text)
        && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    default: true
    }
  }
}
