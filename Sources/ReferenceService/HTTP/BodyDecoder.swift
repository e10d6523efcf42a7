import Foundation
import JSONDocument

/// Reads a JSON body strictly: UTF-8 without a byte order mark, no field twice, no half surrogate pairs, no NUL, bounded depth.
enum BodyDecoder {
  /// The deepest nesting of a body.
  static let depthLimit = 64

  /// - Throws: ``RequestBodyProblem``.
  static func value(from body: [UInt8]) throws(RequestBodyProblem) -> JSONValue {
    guard !body.isEmpty else { throw .missing }
    guard String(validating: body, as: UTF8.self) != nil else { throw .notUTF8 }
    let value: JSONValue
    do {
      value = try JSONParser.parse(body, limits: JSONLimits(bytes: body.count, depth: depthLimit))
    } catch {
      throw problem(of: error)
    }
    guard !hasDuplicate(value) else { throw .duplicateField }
    return value
  }

  /// - Throws: ``RequestBodyProblem``, and what the type itself throws.
  static func decode<Value: Decodable>(_ type: Value.Type, from body: [UInt8]) throws -> Value {
    // The store has no text with NUL (PostgreSQL, section 8.3), and no field needs one.
    guard !hasNUL(try value(from: body)) else { throw RequestBodyProblem.nulCharacter }
    do {
      return try JSONDecoder().decode(type, from: Data(body))
    } catch let error as DecodingError {
      throw problem(of: error)
    }
  }

  private static func problem(of error: JSONParseError) -> RequestBodyProblem {
    switch error.reason {
    case .empty: .missing
    case .invalidUTF8: .notUTF8
    case .unpairedSurrogate: .unpairedSurrogate
    case .tooDeep(let limit): .tooDeep(limit: limit)
    default: .notJSON
    }
  }

  private static func hasNUL(_ value: JSONValue) -> Bool {
    switch value {
    case .string(let text): text.utf8.contains(0)
    case .array(let items): items.contains(where: hasNUL)
    case .object(let object): object.members.contains { $0.key.utf8.contains(0) || hasNUL($0.value) }
    case .null, .bool, .number: false
    }
  }

  private static func hasDuplicate(_ value: JSONValue) -> Bool {
    switch value {
    case .array(let items): items.contains(where: hasDuplicate)
    case .object(let object): !object.duplicateKeys.isEmpty || object.members.contains { hasDuplicate($0.value) }
    case .null, .bool, .number, .string: false
    }
  }

  private static func problem(of error: DecodingError) -> RequestBodyProblem {
    switch error {
    case .keyNotFound(let key, let context): .missingField(path(context.codingPath + [key]))
    case .valueNotFound(_, let context): .nullField(path(context.codingPath))
    case .typeMismatch(_, let context): .wrongType(field: context.codingPath.isEmpty ? nil : path(context.codingPath))
    case .dataCorrupted(let context): context.codingPath.isEmpty ? .wrongShape : .wrongValue(field: path(context.codingPath))
    @unknown default: .wrongShape
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String { keys.map(\.stringValue).joined(separator: ".") }
}

extension Decoder {
  /// A keyed container over a closed object: a field outside `Key.allCases` is refused.
  public func closedContainer<Key: CodingKey & CaseIterable>(keyedBy: Key.Type) throws -> KeyedDecodingContainer<Key> {
    let known = Set(Key.allCases.map { Array($0.stringValue.utf8) })
    let every = try container(keyedBy: AnyKey.self)
    for key in every.allKeys where !known.contains(Array(key.stringValue.utf8)) {
      throw RequestBodyProblem.unknownField(key.stringValue)
    }
    return try container(keyedBy: Key.self)
  }
}

extension KeyedDecodingContainer {
  /// The value of a field that may be absent; one that is there must not be null.
  func optional<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    contains(key) ? try decode(type, forKey: key) : nil
  }
}

private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { return nil }
}
