/// The whole schema in one text, as `psql -f` would take it for an empty database.
public enum BaseSchema {
  static func text(of parts: [SchemaPart]) -> String {
    parts.map { "-- \($0.context)\n\($0.base)\n" }.joined(separator: "\n")
  }
}
