import GateKit
import GateModel
import JSONDocument

/// The values that `${name}` stands for.
///
/// Beside what steps set and capture there are `${uuid.NAME}` (a UUID that depends on the seed and NAME only) and `${seed}`.
public struct Variables: Sendable {
  private var values: [String: JSONValue]
  private let seed: UInt64

  public init(_ values: [String: JSONValue] = [:], seed: UInt64 = 0) {
    self.values = values
    self.seed = seed
  }

  public subscript(name: String) -> JSONValue? {
    get { values[name] ?? builtIn(name) }
    set { values[name] = newValue }
  }

  /// What steps set and captured, by name.
  var all: [String: JSONValue] { values }

  /// - Throws: `GateError` where the name has no value.
  public func value(_ name: String, at location: SourceLocation) throws -> JSONValue {
    if let value = self[name] { return value }
    let advice = NearestName.advice(for: name, in: Array(values.keys))
    throw GateError("'${\(name)}' has no value here: nothing set or captured it", at: location, remedy: advice)
  }

  private func builtIn(_ name: String) -> JSONValue? {
    if name == "seed" { return .string(String(seed)) }
    guard name.hasPrefix("uuid."), name.utf8.count > 5 else { return nil }
    var hash = StableHash()
    hash.combine(String(seed))
    hash.combine(name)
    var generator = SplitMix64(seed: hash.value)
    return .string(Self.uuid(high: generator.next(), low: generator.next()))
  }

  /// A version 4 UUID (RFC 9562) of these bits.
  private static func uuid(high: UInt64, low: UInt64) -> String {
    let first = hex((high & 0xffff_ffff_ffff_0fff) | 0x4000)
    let second = hex((low & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000)
    let digits = Array(first + second)
    let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
    return groups.map { String(digits[$0]) }.joined(separator: "-")
  }

  private static func hex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
