import GateConfig

/// What can be set about the contract gate: the section `contract` of `gatehouse.yml`.
public struct ContractSettings: Sendable, Hashable {
  /// Path of the OpenAPI document in the repository.
  public var document: String
  /// Path of an earlier document, whose clients must go on working.
  public var baseline: String?
  /// Paths of JSON Merge Patches (RFC 7396) of the document, each of which a switch puts in force and which may only add.
  public var additions: [String] = []
  public var references = ReferencePolicy()
  /// The identity that calls; the target's default where none is named.
  public var identity: String?
  public var filter = OperationFilter()
  public var access = AccessIdentities()
  public var values = KnownValues()
  /// Requests an operation, at most, what is sent to prepare and to confirm findings not counted.
  public var requestsPerOperation: Int
  /// Random calls an operation, at most, where its number of requests leaves room for them.
  public var mostRandomCalls: Int
  /// How long one answer may take.
  public var requestDeadline: Duration
  /// Requests a second at most, all operations together.
  public var rate: Int?
  /// After that no new call is begun; what could not be exercised is then inconclusive.
  public var time: Duration?

  public init(
    document: String, identity: String? = nil, filter: OperationFilter = OperationFilter(), access: AccessIdentities = AccessIdentities(),
    values: KnownValues = KnownValues(), requestsPerOperation: Int = 400, mostRandomCalls: Int = 80,
    requestDeadline: Duration = .seconds(10), rate: Int? = nil, time: Duration? = nil
  ) {
    (self.document, self.identity, self.filter, self.access, self.values) = (document, identity, filter, access, values)
    (self.requestsPerOperation, self.mostRandomCalls) = (requestsPerOperation, mostRandomCalls)
    (self.requestDeadline, self.rate, self.time) = (requestDeadline, rate, time)
  }

  /// Reads the section. Keys: `document` (required), `baseline`, `additions`, `self_contained`, `remote_references`, `identity`, `include`, `exclude`,
  /// `access`, `values`, `requests`, `random`, `deadline`, `rate`, `time`.
  /// - Throws: ``ConfigError``.
  public init(_ node: ConfigNode) throws {
    var section = try node.mapping("contract")
    self.init(document: try section.required("document").string("document"))
    baseline = try section.optional("baseline")?.string("baseline")
    additions = try section.optional("additions").map { try $0.list("additions").map { try $0.string("additions") } } ?? []
    references.isSelfContained = try section.optional("self_contained")?.bool("self_contained") ?? false
    references.remote = try section.optional("remote_references").map { try ReferencePolicy.remote($0) } ?? []
    identity = try section.optional("identity")?.string("identity")
    filter.include = try section.optional("include").map { try OperationPattern.list($0, "include") } ?? []
    filter.exclude = try section.optional("exclude").map { try OperationPattern.list($0, "exclude") } ?? []
    if let node = section.optional("access") { access = try AccessIdentities(node) }
    if let node = section.optional("values") { values = try KnownValues(node) }
    requestsPerOperation = try section.optional("requests")?.int("requests", in: 1...100_000) ?? requestsPerOperation
    mostRandomCalls = try section.optional("random")?.int("random", in: 0...100_000) ?? mostRandomCalls
    requestDeadline = try section.optional("deadline")?.duration("deadline") ?? requestDeadline
    rate = try section.optional("rate")?.int("rate", in: 1...1_000_000)
    time = try section.optional("time")?.duration("time")
    try section.finish()
  }
}
