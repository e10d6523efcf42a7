/// A statement with its parameters kept apart.
///
/// An interpolated value is always bound: `"SELECT * FROM item WHERE id = \(id)"` sends `$1`. A name is quoted with
/// `\(identifier: name)`. Text becomes part of the statement only through ``init(unsafe:)``.
public struct SQL: ExpressibleByStringInterpolation, Sendable {
  /// The wire protocol counts parameters in 16 bits.
  static let maximumParameters = 65_535

  fileprivate enum Piece: Sendable {
    case text(String)
    case parameter(String?)
  }

  private var pieces: [Piece]

  public init(stringLiteral value: String) { pieces = [.text(value)] }

  /// A statement without parameters from text that no user has written.
  public init(unsafe text: String) { pieces = [.text(text)] }

  public init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

  /// The statement with `$n` where a value stands.
  public var text: String {
    var text = ""
    var count = 0
    for piece in pieces {
      switch piece {
      case .text(let literal): text += literal
      case .parameter:
        count += 1
        text += "$\(count)"
      }
    }
    return text
  }

  /// One for each `$n`; nil is NULL.
  public var parameters: [String?] {
    pieces.compactMap { piece -> String?? in
      if case .parameter(let value) = piece { .some(value) } else { nil }
    }
  }

  /// Joins parts, for example conditions by `" AND "`.
  public static func joined(_ parts: [SQL], separator: SQL) -> SQL {
    var joined = SQL(unsafe: "")
    for (index, part) in parts.enumerated() {
      if index > 0 { joined.pieces += separator.pieces }
      joined.pieces += part.pieces
    }
    return joined
  }

  /// Refuses what a C string would silently cut short.
  func statement() throws -> Statement {
    let statement = Statement(text: text, parameters: parameters, isScript: false)
    guard statement.parameters.count <= Self.maximumParameters else {
      throw PostgresError.invalidParameter(reason: "\(statement.parameters.count) parameters, and \(Self.maximumParameters) are possible")
    }
    guard !statement.text.utf8.contains(0) else {
      throw PostgresError.invalidParameter(reason: "a statement or a name holds a NUL character")
    }
    for value in statement.parameters where value?.utf8.contains(0) == true {
      throw PostgresError.invalidParameter(reason: "text with a NUL character cannot be stored in PostgreSQL")
    }
    return statement
  }

  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var pieces: [Piece] = []

    public init(literalCapacity: Int, interpolationCount: Int) { pieces.reserveCapacity(interpolationCount * 2 + 1) }

    public mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { pieces.append(.text(literal)) }
    }

    /// Binds a value.
    public mutating func appendInterpolation(_ value: some PostgresEncodable) { pieces.append(.parameter(value.postgresText)) }

    /// Quotes a name of a table, column, schema, database or role.
    public mutating func appendInterpolation(identifier name: String) { pieces.append(.text(SQL.quoted(identifier: name))) }

    /// Takes another statement in as a part, with its parameters.
    public mutating func appendInterpolation(_ part: SQL) { pieces += part.pieces }
  }

  static func quoted(identifier name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
}
