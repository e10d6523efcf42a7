import JSONDocument

/// Whether values may be generated that parsers are known to read differently.
public enum Ambiguity: Sendable, Hashable {
  /// Everything that the schema allows.
  case any
  /// Only what every JSON parser reads alike: no integer beyond 2^53, no number that a double changes or that is written with an
  /// exponent, no `-0`, no NUL.
  case settled

  /// Whether a value may be handed out.
  public func permits(_ value: JSONValue) -> Bool {
    guard self == .settled else { return true }
    switch value {
    case .null, .bool: return true
    case .number(let number): return Self.isSettled(number)
    case .string(let text): return Self.isSettled(text)
    case .array(let items): return items.allSatisfy(permits)
    case .object(let object): return object.members.allSatisfy { Self.isSettled($0.key) && permits($0.value) }
    }
  }

  private static let largestInteger = 1 << 53

  private static func isSettled(_ number: JSONNumber) -> Bool {
    if let value = Int(number.text) { return value.magnitude <= UInt(largestInteger) && (value != 0 || number.text == "0") }
    guard !number.text.utf8.contains(where: { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }) else { return false }
    let value = number.double
    guard value.isFinite, value != 0, value.magnitude < Double(largestInteger), value.magnitude > 1e-9 else { return false }
    return number.survivesDouble
  }

  private static func isSettled(_ text: String) -> Bool { !text.utf8.contains(0) }
}
