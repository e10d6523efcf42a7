/// Reads a query by the grammar of RFC 9535; filters are in an extension.
struct JSONPathParser {
  var scanner: JSONPathScanner
  /// Brackets, parentheses and functions that are open.
  private var depth = 0
  private static let deepest = 32

  init(_ text: String) { scanner = JSONPathScanner(text) }

  /// A whole text: `$` and its segments.
  mutating func query() throws(JSONPathError) -> [JSONPathSegment] {
    try scanner.expect("$")
    let segments = try segments()
    guard scanner.isAtEnd else { throw scanner.error("'.', '[' or the end is missing") }
    return segments
  }

  /// Segments as long as there are; blanks behind the last are left.
  mutating func segments() throws(JSONPathError) -> [JSONPathSegment] {
    var segments: [JSONPathSegment] = []
    while true {
      let end = scanner.position
      scanner.skipBlanks()
      guard let segment = try segment() else {
        scanner.position = end
        return segments
      }
      segments.append(segment)
    }
  }

  /// Counts what is open, so that no text can exhaust the stack.
  mutating func nested<Value>(
    _ body: (inout JSONPathParser) throws(JSONPathError) -> Value
  ) throws(JSONPathError) -> Value {
    guard depth < Self.deepest else { throw scanner.error("the query is nested deeper than \(Self.deepest)") }
    depth += 1
    let value = try body(&self)
    depth -= 1
    return value
  }

  private mutating func segment() throws(JSONPathError) -> JSONPathSegment? {
    if scanner.take("..") {
      if let selectors = try bracketed() { return JSONPathSegment(isDescendant: true, selectors: selectors) }
      return JSONPathSegment(isDescendant: true, selectors: [try dotted()])
    }
    if scanner.take(".") { return JSONPathSegment(isDescendant: false, selectors: [try dotted()]) }
    return try bracketed().map { JSONPathSegment(isDescendant: false, selectors: $0) }
  }

  private mutating func dotted() throws(JSONPathError) -> JSONPathSelector {
    if scanner.take("*") { return .wildcard }
    return .name(try scanner.shorthand())
  }

  private mutating func bracketed() throws(JSONPathError) -> [JSONPathSelector]? {
    guard scanner.take("[") else { return nil }
    return try nested { (parser) throws(JSONPathError) in
      var selectors: [JSONPathSelector] = []
      repeat {
        parser.scanner.skipBlanks()
        selectors.append(try parser.selector())
        parser.scanner.skipBlanks()
      } while parser.scanner.take(",")
      try parser.scanner.expect("]")
      return selectors
    }
  }

  private mutating func selector() throws(JSONPathError) -> JSONPathSelector {
    switch scanner.next {
    case "'", "\"": return .name(try scanner.string())
    case "*":
      scanner.position += 1
      return .wildcard
    case "?":
      scanner.position += 1
      scanner.skipBlanks()
      return .filter(try condition())
    default: return try indexOrSlice()
    }
  }

  private mutating func indexOrSlice() throws(JSONPathError) -> JSONPathSelector {
    let start = try scanner.integer()
    let end = scanner.position
    scanner.skipBlanks()
    guard scanner.take(":") else {
      scanner.position = end
      guard let start else { throw scanner.error("a name in quotes, an index, a slice, '*' or '?' is missing") }
      return .index(start)
    }
    scanner.skipBlanks()
    let stop = try scanner.integer()
    scanner.skipBlanks()
    var step = 1
    if scanner.take(":") {
      scanner.skipBlanks()
      step = try scanner.integer() ?? 1
    }
    return .slice(start: start, end: stop, step: step)
  }
}
