/// An operator of the evidence runtime: the only ways to read the safe view.
public enum EvidenceOperator: String, Sendable, Codable, CaseIterable {
  /// Documents whose title or body holds the query, as references with a preview.
  case search
  /// A part of one document's body.
  case fetchSpan = "fetch_span"
  /// Counts and sums by category.
  case aggregate

  /// The resource that the policy engine is asked about.
  public static let resource = "safe_documents"

  /// The `operationId` of the contract document.
  var operationID: String {
    switch self {
    case .search: "callSearch"
    case .fetchSpan: "callFetchSpan"
    case .aggregate: "callAggregate"
    }
  }

  /// The parameters that it knows.
  var parameters: Set<OperatorParameters.CodingKeys> {
    switch self {
    case .search: [.query, .limit, .depth]
    case .fetchSpan: [.reference, .offset, .length, .depth]
    case .aggregate: [.query, .depth]
    }
  }
}

/// The parameters of an operator call; each operator takes the ones that it knows, and no other.
public struct OperatorParameters: Codable, Sendable, Hashable {
  /// `search`: text to find, 1 to 200 characters. `aggregate`: optional filter.
  public var query: String?
  /// `search`: most results, 1 to 50, 10 if absent.
  public var limit: Int?
  /// `fetch_span`: the document, as `search` refers to it.
  public var reference: String?
  /// `fetch_span`: first character, 0 if absent.
  public var offset: Int?
  /// `fetch_span`: characters, 1 to 4000, 400 if absent.
  public var length: Int?
  /// How far the call is from the question, 1 if absent.
  public var depth: Int?

  public static let queryLimit = 200
  public static let resultBounds = 1...50
  public static let spanBounds = 1...4_000
  public static let offsetBounds = 0...1_000_000
  public static let depthBounds = 1...16

  public init(
    query: String? = nil, limit: Int? = nil, reference: String? = nil, offset: Int? = nil, length: Int? = nil, depth: Int? = nil
  ) {
    self.query = query
    self.limit = limit
    self.reference = reference
    self.offset = offset
    self.length = length
    self.depth = depth
  }

  enum CodingKeys: String, CodingKey, CaseIterable {
    case query, limit, reference, offset, length, depth
  }

  /// Reads the parameters; an unknown field is an error.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.closedContainer(keyedBy: CodingKeys.self)
    query = try fields.optional(String.self, forKey: .query)
    limit = try fields.optional(Int.self, forKey: .limit)
    reference = try fields.optional(String.self, forKey: .reference)
    offset = try fields.optional(Int.self, forKey: .offset)
    length = try fields.optional(Int.self, forKey: .length)
    depth = try fields.optional(Int.self, forKey: .depth)
  }

  /// The parameters that have a value.
  private var given: Set<CodingKeys> {
    let values: [(CodingKeys, Bool)] = [
      (.query, query != nil), (.limit, limit != nil), (.reference, reference != nil), (.offset, offset != nil),
      (.length, length != nil), (.depth, depth != nil),
    ]
    return Set(values.filter(\.1).map(\.0))
  }

  /// What is wrong with the parameters for an operator, in words; nil if nothing is.
  public func problem(for name: EvidenceOperator) -> String? {
    if let strange = given.subtracting(name.parameters).map(\.rawValue).min() { return "\(name.rawValue) has no parameter \(strange)" }
    if let query, query.isEmpty || query.unicodeScalars.count > Self.queryLimit {
      return "query must have 1 to \(Self.queryLimit) characters"
    }
    if let query, query.utf8.contains(0) { return "query must not hold the character U+0000" }
    if name == .search, query == nil { return "search needs a query" }
    if name == .fetchSpan, reference == nil { return "fetch_span needs a reference" }
    if let reference, reference.isEmpty || reference.unicodeScalars.count > Self.queryLimit || reference.utf8.contains(0) {
      return "reference is not one that search returned"
    }
    let numbers: [(String, Int?, ClosedRange<Int>)] = [
      ("limit", limit, Self.resultBounds), ("offset", offset, Self.offsetBounds), ("length", length, Self.spanBounds),
      ("depth", depth, Self.depthBounds),
    ]
    for case (let field, let value?, let bounds) in numbers where !bounds.contains(value) {
      return "\(field) must be \(bounds.lowerBound) to \(bounds.upperBound)"
    }
    return nil
  }
}

/// One row of evidence.
public struct EvidenceRow: Codable, Sendable, Hashable {
  public var reference: String?
  public var title: String?
  public var category: String
  public var text: String?
  public var count: Int?
  public var total: Int?

  /// The size that the budget counts: the UTF-8 length of the values.
  public var byteCount: Int {
    let texts = [reference, title, category, text].compactMap { $0?.utf8.count }.reduce(0, +)
    return texts + [count, total].compactMap { $0.map { String($0).utf8.count } }.reduce(0, +)
  }
}
