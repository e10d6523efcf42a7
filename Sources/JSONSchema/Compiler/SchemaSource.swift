import JSONDocument

/// A schema object as the keyword families read it.
struct SchemaSource {
  let object: JSONObject
  let location: SchemaLocation
  let context: SchemaIndex.Context

  var base: String { context.base }
  var dialect: SchemaDialect { context.dialect }

  /// The value of a keyword; nil where it is missing or means nothing in the dialect.
  subscript(keyword: String) -> JSONValue? {
    guard let value = object[keyword], dialect.knows(keyword) else { return nil }
    return value
  }

  func place(_ keyword: String) -> SchemaLocation { location.appending(keyword) }

  func fail(_ keyword: String, _ expected: String) -> SchemaError { SchemaError("\(keyword) must be \(expected)", at: place(keyword)) }

  func string(_ keyword: String) throws(SchemaError) -> String? {
    guard let value = self[keyword] else { return nil }
    guard let string = value.string else { throw fail(keyword, "a string") }
    return string
  }

  func number(_ keyword: String) throws(SchemaError) -> JSONNumber? {
    guard let value = self[keyword] else { return nil }
    guard let number = value.number else { throw fail(keyword, "a number") }
    return number
  }

  /// A count; one too large for an integer counts as the largest.
  func count(_ keyword: String) throws(SchemaError) -> Int? {
    guard let number = try number(keyword) else { return nil }
    guard number.isInteger, number >= JSONNumber(0) else { throw fail(keyword, "an integer of 0 or more") }
    return number.int ?? .max
  }

  func strings(_ keyword: String) throws(SchemaError) -> [String]? {
    guard let value = self[keyword] else { return nil }
    guard let items = value.array else { throw fail(keyword, "an array of strings") }
    let strings = items.compactMap(\.string)
    guard strings.count == items.count else { throw fail(keyword, "an array of strings") }
    return strings
  }

  /// The schema at a keyword, compiled.
  func schema(_ keyword: String, _ compiler: inout SchemaCompiler) throws(SchemaError) -> Int? {
    self[keyword] == nil ? nil : try compiler.node(at: place(keyword))
  }

  /// The schemas of an array.
  func schemas(_ keyword: String, _ compiler: inout SchemaCompiler) throws(SchemaError) -> [Int]? {
    guard let value = self[keyword] else { return nil }
    guard let items = value.array, !items.isEmpty || keyword == "items" else { throw fail(keyword, "an array with at least one schema") }
    var nodes: [Int] = []
    for position in items.indices { nodes.append(try compiler.node(at: place(keyword).appending(position))) }
    return nodes
  }

  /// The schemas of an object, by name.
  func namedSchemas(_ keyword: String, _ compiler: inout SchemaCompiler) throws(SchemaError) -> [(name: String, node: Int)]? {
    guard let value = self[keyword] else { return nil }
    guard let object = value.object else { throw fail(keyword, "an object of schemas") }
    var nodes: [(name: String, node: Int)] = []
    for member in object.members { nodes.append((member.key, try compiler.node(at: place(keyword).appending(member.key)))) }
    return nodes
  }
}
