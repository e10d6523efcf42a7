import GateKit
import GateModel

/// Reads a mapping key by key; what nobody asked for is an error in the end.
public struct YAMLMapping: Sendable {
  public let name: String
  public let location: SourceLocation
  public let entries: [YAMLNode.Entry]
  private var known: [String] = []

  init(name: String, entries: [YAMLNode.Entry], location: SourceLocation) {
    self.name = name
    self.entries = entries
    self.location = location
  }

  /// The value of a key, or nil where it is missing.
  public mutating func optional(_ key: String) -> YAMLNode? {
    known.append(key)
    return entries.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }

  /// - Throws: `GateError` where the key is missing.
  public mutating func required(_ key: String) throws -> YAMLNode {
    guard let node = optional(key) else { throw GateError("'\(name)' has no '\(key)'", at: location, remedy: "Add '\(key)'") }
    return node
  }

  /// Ends the reading.
  /// - Throws: `GateError` for the first key that was not asked for, with the nearest known one.
  public func finish() throws {
    for entry in entries where !known.contains(where: { $0.utf8.elementsEqual(entry.key.utf8) }) {
      throw GateError(
        "unknown key '\(entry.key)' in '\(name)'", at: entry.keyLocation, remedy: NearestName.advice(for: entry.key, in: known))
    }
  }
}
