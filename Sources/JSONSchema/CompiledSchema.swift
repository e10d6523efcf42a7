import JSONDocument

/// A schema made ready for validation: references resolved, patterns compiled.
public struct CompiledSchema: Sendable {
  let program: SchemaProgram
  let root: Int

  /// Compiles a schema that stands alone.
  public init(
    _ schema: JSONValue, uri: String = "urn:schema", dialect: SchemaDialect = .draft202012, assertsFormat: Bool = false
  ) throws(SchemaError) {
    var store = SchemaStore(dialect: dialect, assertsFormat: assertsFormat)
    store.add(schema, uri: uri)
    self = try store.compile(SchemaLocation(document: uri))
  }

  init(program: SchemaProgram, root: Int) {
    (self.program, self.root) = (program, root)
  }

  /// The schema's own text.
  public var source: JSONValue { program.nodes[root].source }

  public var location: SchemaLocation { program.nodes[root].location }

  /// Whether the instance is valid; stops at the first thing that isn't.
  public func accepts(_ instance: JSONValue) -> Bool {
    Machine.accepts(instance, node: root, code: program.code)
  }

  /// Everything that is wrong with the instance; empty when it is valid.
  public func validate(_ instance: JSONValue) -> [ValidationError] {
    // Most instances are valid, and to see that takes a fraction of what it takes to say what is wrong.
    guard !accepts(instance) else { return [] }
    var evaluation = Evaluation(program: program, collects: true)
    return evaluation.run(root, instance) ? [] : evaluation.errors
  }
}
