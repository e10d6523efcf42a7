import JSONDocument

/// A runtime expression of an OpenAPI link (OpenAPI 3.1, section 4.8.20.3), or a constant.
enum RuntimeExpression: Hashable, Sendable {
  case responseBody(JSONPointer)
  case responseHeader(String)
  case requestBody(JSONPointer)
  case requestValue(Slot)
  case constant(JSONValue)
  /// A segment of the path in the Location header, counted from its end; no document writes it, the gate follows such headers itself.
  case locationSegment(Int)

  /// Nil for an expression that isn't understood.
  init?(_ value: JSONValue) {
    guard let text = value.string, text.hasPrefix("$") else {
      self = .constant(value)
      return
    }
    let parts = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    if text.hasPrefix("$response.body") || text.hasPrefix("$request.body") {
      let fragment = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first.map(String.init) ?? ""
      guard let pointer = JSONPointer(fragment) else { return nil }
      self = text.hasPrefix("$response") ? .responseBody(pointer) : .requestBody(pointer)
    } else if parts.count == 3, parts[0] == "$response", parts[1] == "header" {
      self = .responseHeader(parts[2])
    } else if parts.count == 3, parts[0] == "$request" {
      switch parts[1] {
      case "path": self = .requestValue(.path(parts[2]))
      case "query": self = .requestValue(.query(parts[2]))
      case "header": self = .requestValue(.header(parts[2].lowercased()))
      default: return nil
      }
    } else {
      return nil
    }
  }

  /// What the expression stands for in an exchange; nil when the exchange has no such value.
  func value(in exchange: Exchange) -> JSONValue? {
    switch self {
    case .responseBody(let pointer): exchange.responseJSON?[pointer]
    case .responseHeader(let name): exchange.response?.headers[name].map { .string($0) }
    case .requestBody(let pointer): exchange.request.body?[pointer]
    case .requestValue(let slot): exchange.request.values[slot]
    case .constant(let value): value
    case .locationSegment(let number): Self.segment(number, of: exchange.response?.headers["Location"])
    }
  }

  /// For messages.
  var text: String {
    switch self {
    case .responseBody(let pointer): "\(pointer) in its body"
    case .responseHeader(let name): "the header \(name)"
    case .requestBody(let pointer): "\(pointer) in the request's body"
    case .requestValue: "a parameter of its request"
    case .constant: "a constant"
    case .locationSegment: "the header Location"
    }
  }

  /// Tells expressions about one exchange apart, and puts them in an order that is the same in every process.
  var order: (String, Int) {
    if case .locationSegment(let number) = self { (text, number) } else { (text, 0) }
  }

  private static func segment(_ number: Int, of location: String?) -> JSONValue? {
    let path = location?.prefix { $0 != "?" && $0 != "#" } ?? ""
    let segments = path.split(separator: "/", omittingEmptySubsequences: false)
    guard number < segments.count else { return nil }
    return PercentCoding.decode(String(segments[segments.count - 1 - number])).map { .string($0) }
  }
}
