import GateConfig
import GateModel

/// One of the `lookups:` of the guard policy: a statement that runs often and must be answered from an index.
struct LookupPolicy: Sendable {
  var name: String
  var sql: String
  /// The columns that the index has to begin with, in any order; none where any index will do.
  var leading: [String] = []
  var location: SourceLocation

  /// - Throws: `ConfigError`.
  init(_ node: ConfigNode) throws {
    var lookup = try node.mapping("lookups")
    name = try lookup.required("name").string("name")
    sql = try lookup.required("sql").string("sql")
    leading = try lookup.optional("leading")?.strings("leading") ?? []
    location = node.location
    try lookup.finish()
  }
}
