/// One row of a result.
public struct PostgresRow: Sendable {
  /// Names in the order of the result, shared by its rows.
  public let columns: [String]
  /// PostgreSQL's text form of each value; nil is NULL.
  public let values: [String?]

  /// The value of a column.
  /// - Throws: ``PostgresError/decoding(column:reason:)``.
  public func get<Value: PostgresDecodable>(_ column: String, as type: Value.Type = Value.self) throws -> Value {
    guard let index = columns.firstIndex(of: column) else {
      throw PostgresError.decoding(column: column, reason: "the result has only \(columns.joined(separator: ", "))")
    }
    do {
      return try Value(postgresText: values[index])
    } catch let error as PostgresValueError {
      throw PostgresError.decoding(column: column, reason: error.reason)
    }
  }

  /// The text form of a column, or nil for NULL and for a column that is not there.
  public subscript(_ column: String) -> String? {
    columns.firstIndex(of: column).flatMap { values[$0] }
  }
}
