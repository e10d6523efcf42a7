/// Selects values by the rules of RFC 9535; comparisons and functions are in an extension.
struct JSONPathEvaluator {
  let root: JSONValue
  /// Values that may still be selected.
  private var budget: Int
  /// Patterns that were compiled, nil for what is no pattern.
  var patterns: [String: Regex<AnyRegexOutput>?] = [:]

  init(root: JSONValue, budget: Int) {
    self.root = root
    self.budget = budget
  }

  mutating func select(_ segments: [JSONPathSegment], from start: JSONValue) throws(JSONPathError) -> [JSONValue] {
    var values = [start]
    for segment in segments {
      var selected: [JSONValue] = []
      for value in values { try apply(segment, to: value, into: &selected) }
      values = selected
    }
    return values
  }

  private mutating func apply(
    _ segment: JSONPathSegment, to value: JSONValue, into selected: inout [JSONValue]
  ) throws(JSONPathError) {
    for selector in segment.selectors { try apply(selector, to: value, into: &selected) }
    guard segment.isDescendant else { return }
    for child in Self.children(of: value) {
      try spend()
      try apply(segment, to: child, into: &selected)
    }
  }

  private mutating func apply(
    _ selector: JSONPathSelector, to value: JSONValue, into selected: inout [JSONValue]
  ) throws(JSONPathError) {
    switch selector {
    case .name(let name): if let member = value[name] { try take(member, into: &selected) }
    case .index(let index):
      guard let items = value.array else { return }
      let position = index < 0 ? items.count + index : index
      if items.indices.contains(position) { try take(items[position], into: &selected) }
    case .wildcard: for child in Self.children(of: value) { try take(child, into: &selected) }
    case .slice(let start, let end, let step):
      guard let items = value.array else { return }
      for position in Self.positions(start, end, step, count: items.count) { try take(items[position], into: &selected) }
    case .filter(let condition):
      for child in Self.children(of: value) {
        try spend()
        if try holds(condition, for: child) { selected.append(child) }
      }
    }
  }

  private mutating func take(_ value: JSONValue, into selected: inout [JSONValue]) throws(JSONPathError) {
    try spend()
    selected.append(value)
  }

  private mutating func spend() throws(JSONPathError) {
    budget -= 1
    guard budget >= 0 else { throw JSONPathError("the query visits more than \(JSONPath.mostValues) values", at: 0) }
  }

  private static func children(of value: JSONValue) -> [JSONValue] {
    value.array ?? value.object?.members.map(\.value) ?? []
  }

  /// The positions of a slice (RFC 9535, section 2.3.4.2.2).
  private static func positions(_ start: Int?, _ end: Int?, _ step: Int, count: Int) -> StrideTo<Int> {
    func normal(_ index: Int) -> Int { index >= 0 ? index : count + index }
    if step > 0 {
      let lower = min(max(normal(start ?? 0), 0), count)
      let upper = min(max(normal(end ?? count), 0), count)
      return stride(from: lower, to: upper, by: step)
    }
    guard step < 0 else { return stride(from: 0, to: 0, by: 1) }
    let upper = min(max(start.map(normal) ?? count - 1, -1), count - 1)
    let lower = min(max(end.map(normal) ?? -1, -1), count - 1)
    return stride(from: upper, to: lower, by: step)
  }
}
