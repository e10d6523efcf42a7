import HTTPTypes

/// All operations of the service by path and method.
///
/// A path that exists answers an unknown method with 405 and `Allow`, HEAD is served where GET exists, and a literal segment wins over
/// a parameter.
public struct RouteTable: Sendable {
  /// Two routes that no request could tell apart, or a path that cannot be one.
  public struct Problem: Error, Sendable, CustomStringConvertible {
    public let description: String
  }

  enum Match: Sendable {
    case found(Route, parameters: [String: String])
    case methodNotAllowed(allow: [String])
    case malformedPath
    case notFound
  }

  private struct Entry: Sendable {
    let segments: [Segment]
    var routes: [String: Route]
  }

  private enum Segment: Sendable, Hashable {
    case literal(String)
    case parameter(String)

    /// Whether two segments match the same text; the name of a parameter does not count.
    func overlaps(_ other: Segment) -> Bool {
      switch (self, other) {
      case (.literal(let left), .literal(let right)): left == right
      case (.parameter, .parameter): true
      default: false
      }
    }
  }

  private var entriesByLength: [Int: [Entry]] = [:]
  /// Every route in the order of registration.
  public private(set) var routes: [Route] = []

  public init(_ routes: [Route]) throws(Problem) {
    for route in routes { try add(route) }
  }

  private mutating func add(_ route: Route) throws(Problem) {
    guard route.path.hasPrefix("/"), route.path == "/" || !route.path.hasSuffix("/") else {
      throw Problem(description: "The path '\(route.path)' of \(route.operationID) must begin with '/' and must not end with it.")
    }
    guard !routes.contains(where: { $0.operationID == route.operationID }) else {
      throw Problem(description: "The operation id '\(route.operationID)' is registered twice; every operation needs its own.")
    }
    let segments = Self.split(route.path).map { text -> Segment in
      text.hasPrefix("{") && text.hasSuffix("}") ? .parameter(String(text.dropFirst().dropLast())) : .literal(text)
    }
    var entries = entriesByLength[segments.count, default: []]
    if let index = entries.firstIndex(where: { zip($0.segments, segments).allSatisfy { $0.overlaps($1) } }) {
      guard entries[index].segments == segments else {
        throw Problem(description: "The path '\(route.path)' of \(route.operationID) names its parameters differently than another route.")
      }
      guard entries[index].routes[route.method.rawValue] == nil else {
        throw Problem(description: "\(route.method.rawValue) \(route.path) is registered twice.")
      }
      entries[index].routes[route.method.rawValue] = route
    } else {
      entries.append(Entry(segments: segments, routes: [route.method.rawValue: route]))
    }
    entriesByLength[segments.count] = entries
    routes.append(route)
  }

  /// The route for a request target's path (without its query).
  func match(_ method: HTTPRequest.Method, path: some StringProtocol) -> Match {
    guard path.hasPrefix("/") else { return .malformedPath }
    var decoded: [String] = []
    for segment in Self.split(path) {
      guard let text = PercentEncoding.decode(segment) else { return .malformedPath }
      decoded.append(text)
    }
    guard let (entry, parameters) = bestEntry(for: decoded) else { return .notFound }
    if let route = entry.routes[method.rawValue] { return .found(route, parameters: parameters) }
    if method == .head, let route = entry.routes["GET"] { return .found(route, parameters: parameters) }
    var allowed = Set(entry.routes.keys)
    if allowed.contains("GET") { allowed.insert("HEAD") }
    return .methodNotAllowed(allow: allowed.sorted())
  }

  private func bestEntry(for segments: [String]) -> (Entry, [String: String])? {
    var best: (entry: Entry, parameters: [String: String])?
    for entry in entriesByLength[segments.count, default: []] {
      guard let parameters = Self.parameters(of: entry.segments, in: segments) else { continue }
      if let current = best, current.parameters.count <= parameters.count { continue }
      best = (entry, parameters)
    }
    return best.map { ($0.entry, $0.parameters) }
  }

  private static func parameters(of pattern: [Segment], in segments: [String]) -> [String: String]? {
    var result: [String: String] = [:]
    for (part, text) in zip(pattern, segments) {
      switch part {
      case .literal(let literal):
        guard Array(literal.utf8) == Array(text.utf8) else { return nil }
      case .parameter(let name):
        guard !text.isEmpty else { return nil }
        result[name] = text
      }
    }
    return result
  }

  private static func split(_ path: some StringProtocol) -> [String] {
    path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { String($0) }
  }
}
