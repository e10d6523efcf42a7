/// Starts the service that is gated, as often as the gates need it.
public protocol TargetLauncher: Sendable {
  /// The servers that the service depends on, by name (`database`, `policy`): where they really listen. A gate that
  /// wants to disturb one puts a proxy before it and launches the service with that endpoint instead.
  /// - Throws: ``TargetError``.
  func dependencies() async throws -> [String: TargetEndpoint]

  /// Starts a fresh instance with an empty store and waits until it is ready.
  /// - Throws: ``TargetError`` when it does not start or is not ready within its deadline.
  func launch(_ request: TargetRequest) async throws -> any RunningTarget

  /// Both ways to the database schema, for a service that declares them.
  func schema() async throws -> TargetSchema?

  /// An empty database that lives as long as the run, as a `postgresql://` URL, or nil where the target has none.
  func scratchDatabase() async throws -> String?

  /// What broke below the service (its database server died), or nil.
  func infrastructureFailure() async -> String?
}

extension TargetLauncher {
  public func schema() async throws -> TargetSchema? { nil }
  public func scratchDatabase() async throws -> String? { nil }
  public func infrastructureFailure() async -> String? { nil }
}

/// A host and a TCP port.
public struct TargetEndpoint: Hashable, Sendable, CustomStringConvertible {
  public var host: String
  public var port: Int
  /// How its certificate is verified; nil for a server that speaks plain HTTP.
  public var tls: TargetTLS?

  public init(host: String, port: Int, tls: TargetTLS? = nil) {
    self.host = host
    self.port = port
    self.tls = tls
  }

  public var description: String { "\(host):\(port)" }
}

/// How the certificate of a target is verified.
public struct TargetTLS: Hashable, Sendable {
  /// Absolute path of a PEM file with the certificates that are trusted instead of the system's.
  public var authorityFile: String?
  /// False takes any certificate.
  public var isVerified: Bool
  /// The name that the certificate must hold, where it isn't the host.
  public var serverName: String?

  public init(authorityFile: String? = nil, isVerified: Bool = true, serverName: String? = nil) {
    self.authorityFile = authorityFile
    self.isVerified = isVerified
    self.serverName = serverName
  }
}

/// What is special about an instance.
public struct TargetRequest: Sendable {
  /// Who wants it, for logs: `scenario policy-deny`.
  public var label: String
  /// Endpoints to be used instead of the real ones, by name of the dependency.
  public var dependencies: [String: TargetEndpoint]
  /// Switches that a scenario sets and the target knows: `schema: init`.
  public var options: [String: String]

  public init(label: String, dependencies: [String: TargetEndpoint] = [:], options: [String: String] = [:]) {
    self.label = label
    self.dependencies = dependencies
    self.options = options
  }
}

/// The two ways to a service's schema.
public struct TargetSchema: Sendable {
  /// One way: everything at once.
  public var initial: [String]
  /// The other: step by step, each with its way back.
  public var migrations: [TargetMigration]
  /// Folders whose source holds the SQL of the running service, to learn which tables it names.
  public var sources: [String]
  /// File that a finding about it points to.
  public var path: String

  public init(initial: [String], migrations: [TargetMigration], sources: [String], path: String) {
    self.initial = initial
    self.migrations = migrations
    self.sources = sources
    self.path = path
  }
}

public struct TargetMigration: Hashable, Sendable {
  public var version: Int
  public var name: String
  public var up: String
  public var down: String

  public init(version: Int, name: String, up: String, down: String) {
    self.version = version
    self.name = name
    self.up = up
    self.down = down
  }
}
