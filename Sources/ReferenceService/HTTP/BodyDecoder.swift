import Foundation

/// Reads a JSON body and turns whatever is wrong with it into a 400 that names the field and quotes nothing.
enum BodyDecoder {
  static func decode<Value: Decodable>(_ type: Value.Type, from body: [UInt8]) throws -> Value {
    guard !body.isEmpty else { throw ServiceError.invalidRequest("A JSON body is required.") }
    guard String(validating: body, as: UTF8.self) != nil else { throw ServiceError.invalidRequest("The body is not valid UTF-8.") }
    do {
      return try JSONDecoder().decode(type, from: Data(body))
    } catch let problem as UnknownField {
      throw ServiceError.invalidRequest("The field '\(problem.shownName)' is not known here.")
    } catch let error as DecodingError {
      throw ServiceError.invalidRequest(explain(error))
    }
  }

  private static func explain(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context): "The field '\(path(context.codingPath + [key]))' is missing."
    case .valueNotFound(_, let context): "The field '\(path(context.codingPath))' must not be null."
    case .typeMismatch(_, let context): "The \(place(context.codingPath)) has the wrong type."
    case .dataCorrupted(let context):
      context.codingPath.isEmpty ? "The body is not valid JSON." : "The \(place(context.codingPath)) has a value that is not allowed."
    @unknown default: "The body does not have the expected shape."
    }
  }

  private static func place(_ keys: [any CodingKey]) -> String { keys.isEmpty ? "body" : "field '\(path(keys))'" }

  private static func path(_ keys: [any CodingKey]) -> String { keys.map(\.stringValue).joined(separator: ".") }
}

/// A field that a closed object does not have.
struct UnknownField: Error {
  let name: String

  /// The name as an answer may repeat it: short and plain.
  var shownName: String { String(name.prefix(64).map { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) ? $0 : "?" }) }
}

extension Decoder {
  /// A keyed container over a closed object: a field outside `Key.allCases` is refused.
  public func closedContainer<Key: CodingKey & CaseIterable>(keyedBy: Key.Type) throws -> KeyedDecodingContainer<Key> {
    let known = Set(Key.allCases.map { Array($0.stringValue.utf8) })
    let every = try container(keyedBy: AnyKey.self)
    for key in every.allKeys where !known.contains(Array(key.stringValue.utf8)) { throw UnknownField(name: key.stringValue) }
    return try container(keyedBy: Key.self)
  }
}

private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { return nil }
}
