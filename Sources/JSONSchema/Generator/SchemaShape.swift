import JSONDocument

/// What all the schemas that apply to one instance demand together; the ground from which a candidate is built.
///
/// It needn't be complete (`not` is left out): candidates are validated afterwards.
struct SchemaShape {
  var types: Set<String>?
  var values: [JSONValue]?
  var examples: [JSONValue] = []
  var minimum: (limit: JSONNumber, isExclusive: Bool)?
  var maximum: (limit: JSONNumber, isExclusive: Bool)?
  var divisor: JSONNumber?
  var minLength = 0
  var maxLength: Int?
  var patterns: [ECMAPattern] = []
  var format: StringFormat?
  var required: [String] = []
  var properties: [(name: String, nodes: [Int])] = []
  var patternProperties: [(pattern: ECMAPattern, node: Int)] = []
  var additional: Int?
  var names: [Int] = []
  var minProperties = 0
  var maxProperties: Int?
  var prefix: [[Int]] = []
  var items: [Int] = []
  var minItems = 0
  var maxItems: Int?
  var isUnique = false
  var contains: [(node: Int, minimum: Int)] = []

  mutating func restrictTypes(_ other: Set<String>) {
    guard let types else {
      self.types = other
      return
    }
    var both = types.intersection(other)
    if types.contains("number"), other.contains("integer") { both.insert("integer") }
    if types.contains("integer"), other.contains("number") { both.insert("integer") }
    self.types = both
  }

  mutating func restrictValues(_ other: [JSONValue]) {
    values = values.map { known in known.filter { other.contains($0) } } ?? other
  }

  mutating func add(_ name: String, _ node: Int) {
    if let position = properties.firstIndex(where: { $0.name.hasSameUTF8(as: name) }) {
      properties[position].nodes.append(node)
    } else {
      properties.append((name, [node]))
    }
  }

  mutating func require(_ names: [String]) {
    for name in names where !required.contains(where: { $0.hasSameUTF8(as: name) }) { required.append(name) }
  }

  mutating func raise(_ limit: JSONNumber, isExclusive: Bool) {
    guard let current = minimum, current.limit > limit || current.limit == limit && current.isExclusive else {
      minimum = (limit, isExclusive)
      return
    }
  }

  mutating func lower(_ limit: JSONNumber, isExclusive: Bool) {
    guard let current = maximum, current.limit < limit || current.limit == limit && current.isExclusive else {
      maximum = (limit, isExclusive)
      return
    }
  }
}
