import JSONDocument
import ReferenceService

/// Faults of the form in which JSON is hashed.
enum CanonicalFormDefects {
  static let all = [
    SeededDefect(
      "canon.swift-string-order", requirements: ["S1-M4"],
      "Names are compared as Swift strings, so that two encodings of é are one name and the order is not that of the bytes.",
      change: .parts { $0.canonicalForm = StringOrderedForm() }),
    SeededDefect(
      "canon.array-sorted", requirements: ["S1-M4"], "Arrays are sorted as objects are.",
      change: .parts { $0.canonicalForm = ArraySortingForm(healthy: $0.canonicalForm) }),
  ]
}

private struct StringOrderedForm: JSONCanonicalizing {
  func canonicalBytes(of value: JSONValue) -> [UInt8] { ordered(value).serializedBytes() }

  private func ordered(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let items): return .array(items.map(ordered))
    case .object(let object):
      var members: [String: JSONValue] = [:]
      for member in object.members { members[member.key] = ordered(member.value) }
      return .object(JSONObject(members.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) }))
    case .null, .bool, .number, .string: return value
    }
  }
}

private struct ArraySortingForm: JSONCanonicalizing {
  let healthy: any JSONCanonicalizing

  func canonicalBytes(of value: JSONValue) -> [UInt8] { healthy.canonicalBytes(of: sorted(value)) }

  private func sorted(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let items):
      let inner = items.map { sorted($0) }.map { item in (item: item, bytes: healthy.canonicalBytes(of: item)) }
      return .array(inner.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }.map(\.item))
    case .object(let object): return .object(JSONObject(object.members.map { (key: $0.key, value: sorted($0.value)) }))
    case .null, .bool, .number, .string: return value
    }
  }
}
