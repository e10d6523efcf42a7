/// One running instance of the gated service.
public protocol RunningTarget: Sendable {
  var endpoint: TargetEndpoint { get }
  /// Path of its OpenAPI document in the repository; read it through ``RunEnvironment/files``.
  var documentPath: String? { get }
  /// Who can call it, by name.
  var identities: [String: TargetIdentity] { get }
  /// The name of the identity that may do the most, used where none is named.
  var defaultIdentity: String? { get }
  /// Its database as a `postgresql://` URL that no fault proxy stands before, if the gates may look into it.
  var databaseURL: String? { get }
  /// Its clock, where that can be moved.
  var clock: (any TargetClock)? { get }
  /// Values that scenarios may use as `${target.NAME}`.
  var variables: [String: String] { get }

  /// The processes that the harness started for it, by name (`service`): what a scenario may freeze, kill and start again. Empty for a
  /// target inside this process, and for one that ran already.
  var processes: [String: any TargetProcess] { get }

  /// Whether credentials of its identities may end during a run; then ``renewedIdentities()`` is worth asking before each call.
  var renewsIdentities: Bool { get }
  /// The identities that have new credentials since the last call.
  /// - Throws: ``TargetError`` when new ones were needed and nobody gave them.
  func renewedIdentities() async throws -> [String: TargetIdentity]

  /// What it has logged so far, one entry a line.
  func logLines() async -> [String]
  /// Ends it in order; escalates when that takes too long. Calling it twice does no harm.
  func stop() async
}

extension RunningTarget {
  public var processes: [String: any TargetProcess] { [:] }
  public var renewsIdentities: Bool { false }
  public func renewedIdentities() async throws -> [String: TargetIdentity] { [:] }
}

/// What makes a request come from somebody. Cookies stand together in one `Cookie` header, as they do on the wire.
public struct TargetIdentity: Hashable, Sendable {
  public var headers: [TargetHeader]
  /// Parameters of the query, not yet percent-encoded.
  public var query: [TargetQueryParameter]

  public init(headers: [TargetHeader], query: [TargetQueryParameter] = []) {
    self.headers = headers
    self.query = query
  }
}

/// A parameter that carries a credential in the query.
public struct TargetQueryParameter: Hashable, Sendable {
  public var name: String
  public var value: String

  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }

  /// `name=value` with everything but unreserved characters percent-encoded (RFC 3986, section 2.3).
  public var encoded: String { "\(PercentEncoding.encode(name))=\(PercentEncoding.encode(value))" }
}

public struct TargetHeader: Hashable, Sendable {
  public var name: String
  public var value: String

  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// A clock of a target that the harness can move forward.
public protocol TargetClock: Sendable {
  func advance(by duration: Duration) async
  /// Sets the wall clock back; no time passes by that.
  func setBack(by duration: Duration) async
}
