/// One step of a query (RFC 9535, section 2.5).
struct JSONPathSegment: Hashable, Sendable {
  /// Of every value below, and not only of the children (`..`).
  var isDescendant: Bool
  var selectors: [JSONPathSelector]
}

extension [JSONPathSegment] {
  /// A singular query of the RFC: a name or an index in each segment.
  var isSingular: Bool {
    allSatisfy { segment in
      guard !segment.isDescendant, segment.selectors.count == 1 else { return false }
      return switch segment.selectors[0] {
      case .name, .index: true
      case .wildcard, .slice, .filter: false
      }
    }
  }
}

/// What a segment selects (RFC 9535, section 2.3).
indirect enum JSONPathSelector: Hashable, Sendable {
  case name(String)
  /// From the end where it is negative.
  case index(Int)
  case wildcard
  case slice(start: Int?, end: Int?, step: Int)
  case filter(JSONPathCondition)
}

/// A logical expression of a filter (RFC 9535, section 2.3.5).
indirect enum JSONPathCondition: Hashable, Sendable {
  case or([JSONPathCondition])
  case and([JSONPathCondition])
  case not(JSONPathCondition)
  case comparison(JSONPathOperand, JSONPathComparison, JSONPathOperand)
  /// There is at least one value.
  case exists(JSONPathQuery)
  case test(JSONPathFunction)
}

enum JSONPathComparison: String, Hashable, Sendable, CaseIterable {
  case equal = "=="
  case unequal = "!="
  case atMost = "<="
  case atLeast = ">="
  case less = "<"
  case greater = ">"
}

/// One side of a comparison, or an argument.
indirect enum JSONPathOperand: Hashable, Sendable {
  case literal(JSONValue)
  case query(JSONPathQuery)
  case function(JSONPathFunction)
}

/// A query inside a filter.
struct JSONPathQuery: Hashable, Sendable {
  /// Begins at the document (`$`) and not at the value that is judged (`@`).
  var isAbsolute: Bool
  var segments: [JSONPathSegment]
}

/// A call of one of the functions of RFC 9535, section 2.4.
struct JSONPathFunction: Hashable, Sendable {
  enum Name: String, Hashable, Sendable, CaseIterable {
    case length, count, match, search, value

    /// Whether each parameter takes a list of values instead of one value.
    var parameters: [Bool] {
      switch self {
      case .length: [false]
      case .count, .value: [true]
      case .match, .search: [false, false]
      }
    }

    /// True where it is a test by itself; the others give a value to compare.
    var isLogical: Bool { self == .match || self == .search }
  }

  var name: Name
  var arguments: [JSONPathOperand]
}
