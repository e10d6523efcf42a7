import GateKit
import GateModel
import HTTPWire
import JSONDocument

/// What a response must be: `status`, `headers`, `json`, `body`, `latency`. Without a `status` it must be 200 to 299.
public struct ResponseExpectation: Sendable {
  private enum Status: Sendable {
    case anySuccess
    case oneOf([ValueTemplate])
    case hundreds(Int)
  }

  private let status: Status
  private let headers: [(name: String, matcher: Matcher, location: SourceLocation)]
  private let json: [(selector: JSONSelector, matcher: Matcher, location: SourceLocation)]
  private let body: Matcher?
  private let latency: Duration?
  private let location: SourceLocation

  /// Expects success and nothing else.
  public init(successAt location: SourceLocation) {
    status = .anySuccess
    headers = []
    json = []
    body = nil
    latency = nil
    self.location = location
  }

  public init(_ node: YAMLNode) throws {
    var mapping = try node.mapping("expect")
    guard !mapping.entries.isEmpty else {
      throw GateError("'expect' expects nothing", at: node.location, remedy: "Give a status, headers, json or body")
    }
    location = node.location
    status = try mapping.optional("status").map { try Self.status($0) } ?? .anySuccess
    headers =
      try mapping.optional("headers").map { node in
        try node.mapping("headers").entries.map { (name: $0.key, matcher: try Matcher($0.value), location: $0.keyLocation) }
      } ?? []
    json =
      try mapping.optional("json").map { node in
        try node.mapping("json").entries.map {
          (selector: try JSONSelector($0.key, at: $0.keyLocation), matcher: try Matcher($0.value), location: $0.keyLocation)
        }
      } ?? []
    body = try mapping.optional("body").map { try Matcher($0) }
    latency = try mapping.optional("latency")?.duration("latency")
    try mapping.finish()
  }

  /// Judges a response.
  /// - Returns: how many conditions were judged.
  /// - Throws: ``Unmet`` for the first that does not hold.
  public func judge(_ response: WireResponse, variables: Variables) throws -> Int {
    try judgeStatus(response.status, variables)
    guard response.surplusBytes == 0 else {
      throw Unmet("end of the response", expected: "followed by nothing", found: "followed by \(response.surplusBytes) bytes", at: location)
    }
    var judged = 1
    for header in headers {
      let found = response.headers.values(header.name).map { JSONValue.string($0) }
      try check("header \(header.name)", header.matcher, found, variables, isText: true, at: header.location)
      judged += 1
    }
    if !json.isEmpty { judged += try judgeJSON(response, variables) }
    if let body {
      try check("body", body, [.string(response.text)], variables, isText: true, at: location)
      judged += 1
    }
    if let latency {
      let took = Duration.nanoseconds(response.timing.latencyNanoseconds)
      guard took <= latency else { throw Unmet("latency", expected: "at most \(latency)", found: "\(took)", at: location) }
      judged += 1
    }
    return judged
  }

  private func judgeStatus(_ found: Int, _ variables: Variables) throws {
    switch status {
    case .anySuccess:
      guard (200...299).contains(found) else { throw Unmet("status", expected: "200 to 299", found: "\(found)", at: location) }
    case .hundreds(let digit):
      guard found / 100 == digit else { throw Unmet("status", expected: "\(digit)xx", found: "\(found)", at: location) }
    case .oneOf(let templates):
      let wanted = try templates.map { try $0.resolve(variables) }
      guard wanted.contains(where: { $0.int == found || $0.string == String(found) }) else {
        throw Unmet("status", expected: wanted.map { $0.serialized() }.joined(separator: " or "), found: "\(found)", at: location)
      }
    }
  }

  private func judgeJSON(_ response: WireResponse, _ variables: Variables) throws -> Int {
    let document: JSONValue
    do {
      document = try JSONParser.parse(response.body)
    } catch {
      throw Unmet("body", expected: "a JSON document", found: "none: \(error)", at: location)
    }
    for item in json {
      try check(item.selector.description, item.matcher, item.selector.select(in: document), variables, isText: false, at: item.location)
    }
    return json.count
  }

  private func check(
    _ subject: String, _ matcher: Matcher, _ found: [JSONValue], _ variables: Variables, isText: Bool, at location: SourceLocation
  ) throws {
    guard let mismatch = try matcher.mismatch(found, variables: variables, isText: isText) else { return }
    throw Unmet(subject, expected: mismatch.expected, found: mismatch.found, at: location)
  }

  private static func status(_ node: YAMLNode) throws -> Status {
    if case .sequence(let nodes) = node.content { return .oneOf(try nodes.map { try ValueTemplate($0) }) }
    let text = try node.text("status")
    if text.count == 3, text.hasSuffix("xx"), let hundreds = text.first?.wholeNumberValue { return .hundreds(hundreds) }
    guard text.hasPrefix("${") || Int(text).map({ (100...999).contains($0) }) == true else {
      throw GateError(
        "'\(text)' is no status", at: node.location, remedy: "Give a number such as 404, a list of them, or a class such as 4xx")
    }
    return .oneOf([try ValueTemplate(node)])
  }
}
