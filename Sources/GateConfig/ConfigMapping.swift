import GateModel

/// Reads a mapping key by key; what nobody asked for is an error in the end.
///
/// Each gate decodes its own section with this, so there is no central settings type:
/// ```
/// var section = try node.mapping("contract")
/// let document = try section.optional("document")?.string("document") ?? "openapi.yaml"
/// try section.finish()
/// ```
public struct ConfigMapping: Sendable {
  public let name: String
  public let location: SourceLocation
  public let entries: [ConfigNode.Entry]
  private var known: [String] = []

  init(name: String, entries: [ConfigNode.Entry], location: SourceLocation) {
    self.name = name
    self.entries = entries
    self.location = location
  }

  /// The value of a key, or nil where it is missing or null.
  public mutating func optional(_ key: String) -> ConfigNode? {
    known.append(key)
    guard let node = entries.first(where: { $0.key == key })?.value, !node.isNull else { return nil }
    return node
  }

  /// - Throws: ``ConfigError`` where the key is missing.
  public mutating func required(_ key: String) throws -> ConfigNode {
    guard let node = optional(key) else {
      throw ConfigError("'\(name)' has no '\(key)'", at: location, remedy: "Add '\(key)'")
    }
    return node
  }

  /// Ends the reading.
  /// - Throws: ``ConfigError`` for the first key that was not asked for, with the nearest known one.
  public func finish() throws {
    for entry in entries where !known.contains(entry.key) {
      let remedy: String
      if let near = Spelling.nearest(to: entry.key, in: known) {
        remedy = "Did you mean '\(near)'?"
      } else {
        remedy = known.isEmpty ? "It takes no keys" : "It takes: " + known.sorted().joined(separator: ", ")
      }
      throw ConfigError("unknown key '\(entry.key)' in '\(name)'", at: entry.keyLocation, remedy: remedy)
    }
  }
}
