/// A statement with its parameters kept apart.
///
/// An interpolated value is always bound: `"SELECT * FROM item WHERE id = \(id)"` sends `$1`. A name is quoted with
/// `\(identifier: name)`. Text becomes part of the statement only through ``init(unsafe:)``.
public struct SQL: ExpressibleByStringInterpolation, Sendable {
  public private(set) var text: String
  /// One for each `$n`; nil is NULL.
  public private(set) var parameters: [String?]
  private(set) var problem: PostgresError?

  public init(stringLiteral value: String) {
    text = value
    parameters = []
  }

  /// A statement without parameters from text that no user has written.
  public init(unsafe text: String) {
    self.text = text
    parameters = []
  }

  public init(stringInterpolation: StringInterpolation) {
    text = stringInterpolation.text
    parameters = stringInterpolation.parameters
    problem = stringInterpolation.problem
  }

  public struct StringInterpolation: StringInterpolationProtocol {
    var text = ""
    var parameters: [String?] = []
    var problem: PostgresError?

    public init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

    public mutating func appendLiteral(_ literal: String) { text += literal }

    /// Binds a value.
    public mutating func appendInterpolation(_ value: some PostgresEncodable) {
      let encoded = value.postgresText
      if let encoded, encoded.utf8.contains(0) {
        problem = .invalidParameter(reason: "text with a NUL character cannot be stored in PostgreSQL")
      }
      parameters.append(encoded)
      text += "$\(parameters.count)"
    }

    /// Quotes a name of a table, column, schema, database or role.
    public mutating func appendInterpolation(identifier name: String) {
      if name.utf8.contains(0) { problem = .invalidParameter(reason: "a name holds a NUL character") }
      text += SQL.quoted(identifier: name)
    }

    /// Takes another statement in as a part, with its parameters.
    public mutating func appendInterpolation(_ part: SQL) {
      text += part.renumbered(by: parameters.count)
      parameters += part.parameters
      problem = problem ?? part.problem
    }
  }

  static func quoted(identifier name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

  private func renumbered(by offset: Int) -> String {
    guard offset > 0, !parameters.isEmpty else { return text }
    return text.replacing(#/\$(\d+)/#) { match in "$\((Int(match.output.1) ?? 0) + offset)" }
  }
}
