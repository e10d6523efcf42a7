import GateKit
import GateModel
import HTTPWire
import JSONDocument

/// What a response must be: `status`, `headers`, `json`, `schema`, `operation`, `body`, `latency`. Without a `status` it must be
/// 200 to 299.
public struct ResponseExpectation: Sendable {
  private let status: StatusExpectation
  private let headers: [(name: String, matcher: Matcher, location: SourceLocation)]
  private let json: JSONConditions
  private let schema: SchemaExpectation?
  private let operation: OperationExpectation?
  private let body: Matcher?
  private let latency: Duration?
  private let location: SourceLocation

  /// Expects success and nothing else.
  public init(successAt location: SourceLocation) {
    self.init(status: .success, at: location)
  }

  /// Expects a status and nothing else.
  init(status: StatusExpectation, at location: SourceLocation) {
    self.status = status
    headers = []
    json = JSONConditions.none
    schema = nil
    operation = nil
    body = nil
    latency = nil
    self.location = location
  }

  /// - Parameter parser: reads the files that the expectation names.
  public init(_ node: YAMLNode, parser: StepParser = StepParser(), standard: StatusExpectation = .success) throws {
    var mapping = try node.mapping("expect")
    guard !mapping.entries.isEmpty else {
      throw GateError("'expect' expects nothing", at: node.location, remedy: "Give a status, headers, json or body")
    }
    location = node.location
    status = try mapping.optional("status").map { try StatusExpectation($0) } ?? standard
    headers =
      try mapping.optional("headers").map { node in
        try node.mapping("headers").entries.map { (name: $0.key, matcher: try Matcher($0.value), location: $0.keyLocation) }
      } ?? []
    json = try JSONConditions(mapping.optional("json"))
    schema = try mapping.optional("schema").map { try SchemaExpectation($0, files: parser.files) }
    operation = try mapping.optional("operation").map { try OperationExpectation($0) }
    body = try mapping.optional("body").map { try Matcher($0) }
    latency = try mapping.optional("latency")?.duration("latency")
    try mapping.finish()
  }

  /// Judges a response.
  /// - Parameter services: give the API document, where an operation is expected.
  /// - Returns: how many conditions were judged.
  /// - Throws: ``Unmet`` for the first that does not hold.
  public func judge(_ response: WireResponse, variables: Variables, services: StepServices) async throws -> Int {
    var judged = try judge(response, variables: variables)
    if let operation { judged += try await operation.judge(response, in: services) }
    return judged
  }

  /// Judges by everything but the API document.
  private func judge(_ response: WireResponse, variables: Variables) throws -> Int {
    try status.judge(response.status, variables: variables, at: location)
    guard response.surplusBytes == 0 else {
      throw Unmet("end of the response", expected: "followed by nothing", found: "followed by \(response.surplusBytes) bytes", at: location)
    }
    var judged = 1
    for header in headers {
      let found = response.headers.values(header.name).map { JSONValue.string($0) }
      try check("header \(header.name)", header.matcher, found, variables, isText: true, at: header.location)
      judged += 1
    }
    judged += try json.judge(response.body, "body", variables: variables, at: location)
    if let schema { judged += try schema.judge(response.body, "body") }
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

  private func check(
    _ subject: String, _ matcher: Matcher, _ found: [JSONValue], _ variables: Variables, isText: Bool, at location: SourceLocation
  ) throws {
    guard let mismatch = try matcher.mismatch(found, variables: variables, isText: isText) else { return }
    throw Unmet(subject, expected: mismatch.expected, found: mismatch.found, at: location)
  }
}
