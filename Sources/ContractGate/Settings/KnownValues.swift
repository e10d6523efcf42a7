import GateConfig
import GateKit
import JSONDocument
import JSONSchema
import OpenAPI

/// Values that no document tells and no call gives, such as the account of a log-in: the key `values` of the section `contract`.
///
/// They are taken for parameters and for members of bodies, by name.
public struct KnownValues: Sendable, Hashable {
  /// By operation (`POST /v1/login`, or `*` for every one), then by name. `${target.NAME}` stands for a variable of the target.
  public var byOperation: [String: [String: String]]

  public init(_ byOperation: [String: [String: String]] = [:]) { self.byOperation = byOperation }

  /// - Throws: ``ConfigError``.
  init(_ node: ConfigNode) throws {
    byOperation = [:]
    for operation in try node.mapping("values").entries {
      var values: [String: String] = [:]
      for entry in try operation.value.mapping(operation.key).entries { values[entry.key] = try entry.value.string(entry.key) }
      byOperation[operation.key] = values
    }
  }

  /// With the variables of a target in place.
  /// - Throws: ``GateError`` for a variable that the target doesn't have.
  func resolved(_ variables: [String: String]) throws -> KnownValues {
    KnownValues(
      try byOperation.mapValues { values in
        try values.mapValues { text in
          guard text.hasPrefix("${target."), text.hasSuffix("}") else { return text }
          let name = String(text.dropFirst(9).dropLast())
          guard let value = variables[name] else {
            let known = variables.keys.sorted().joined(separator: ", ")
            throw GateError("the target has no variable '\(name)'", remedy: "Name one of: \(known)")
          }
          return value
        }
      })
  }

  /// The text for a name in an operation.
  func text(_ name: String, of operation: Operation) -> String? {
    byOperation[operation.name]?[name] ?? byOperation["*"]?[name]
  }

  /// As text where the schema takes it so, else as what the text is in JSON.
  static func value(_ text: String, as schema: CompiledSchema?) -> JSONValue {
    guard let schema, !schema.accepts(.string(text)), let parsed = try? JSONParser.parse(text), schema.accepts(parsed) else {
      return .string(text)
    }
    return parsed
  }
}
