import GateConfig

/// What can be set about the contract gate: the section `contract` of `gatehouse.yml`.
public struct ContractSettings: Sendable, Hashable {
  /// Path of the OpenAPI document in the repository.
  public var document: String
  /// The identity that calls; the target's default where none is named.
  public var identity: String?
  /// Only paths that begin with one of these; all where there are none.
  public var include: [String]
  /// No paths that begin with one of these.
  public var exclude: [String]
  /// Valid calls an operation: the plainest, everything, lower limits, upper limits, then random ones.
  public var callsPerOperation: Int
  /// How long one answer may take.
  public var requestDeadline: Duration

  public init(
    document: String, identity: String? = nil, include: [String] = [], exclude: [String] = [], callsPerOperation: Int = 4,
    requestDeadline: Duration = .seconds(10)
  ) {
    self.document = document
    self.identity = identity
    self.include = include
    self.exclude = exclude
    self.callsPerOperation = callsPerOperation
    self.requestDeadline = requestDeadline
  }

  /// Reads the section. Keys: `document` (required), `identity`, `include`, `exclude`, `calls`, `deadline`.
  /// - Throws: ``ConfigError``.
  public init(_ node: ConfigNode) throws {
    var section = try node.mapping("contract")
    let document = try section.required("document").string("document")
    let identity = try section.optional("identity")?.string("identity")
    let include = try section.optional("include")?.strings("include")
    let exclude = try section.optional("exclude")?.strings("exclude")
    let calls = try section.optional("calls")?.int("calls", in: 1...1_000)
    let deadline = try section.optional("deadline")?.duration("deadline")
    try section.finish()
    self.init(
      document: document, identity: identity, include: include ?? [], exclude: exclude ?? [], callsPerOperation: calls ?? 4,
      requestDeadline: deadline ?? .seconds(10))
  }

  /// Whether the operations of a path are exercised.
  func covers(_ path: String) -> Bool {
    (include.isEmpty || include.contains { path.hasPrefix($0) }) && !exclude.contains { path.hasPrefix($0) }
  }
}
