import Foundation

/// Where a server listens and who connects to which database.
public struct PostgresConfiguration: Hashable, Sendable {
  /// A host name or address, or the folder of a Unix socket (starts with `/`).
  public var host: String
  public var port: Int
  public var user: String
  public var password: String?
  public var database: String
  public var applicationName: String
  /// The longest that making a connection may take.
  public var connectTimeout: Duration
  /// The most bytes of text that one result may have.
  public var maximumResultBytes = 64 << 20
  /// Settings of the session, such as `search_path`, and keywords of libpq about encryption, such as `sslmode`.
  public var settings: [String: String]

  public init(
    host: String, port: Int = 5432, user: String, password: String? = nil, database: String, applicationName: String = "gatehouse",
    connectTimeout: Duration = .seconds(5), settings: [String: String] = [:]
  ) {
    self.host = host
    self.port = port
    self.user = user
    self.password = password
    self.database = database
    self.applicationName = applicationName
    self.connectTimeout = connectTimeout
    self.settings = settings
  }

  /// Reads `postgresql://user:password@host:port/database?search_path=…`.
  /// - Throws: ``PostgresError/invalidConfiguration(reason:)``.
  public init(url text: String) throws {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme, ["postgresql", "postgres"].contains(scheme) else {
      throw PostgresError.invalidConfiguration(reason: "the URL does not start with postgresql://")
    }
    let items = Dictionary((parts.queryItems ?? []).map { ($0.name, $0.value ?? "") }) { $1 }
    let host = items["host"] ?? parts.host ?? ""
    guard !host.isEmpty else { throw PostgresError.invalidConfiguration(reason: "the URL names no host") }
    let database = String(parts.path.dropFirst())
    self.init(
      host: host, port: parts.port ?? 5432, user: parts.user ?? "postgres", password: parts.password,
      database: database.isEmpty ? parts.user ?? "postgres" : database)
    for (name, value) in items where name != "host" { try set(name, value) }
  }

  private mutating func set(_ name: String, _ value: String) throws {
    switch name {
    case "application_name": applicationName = value
    case "connect_timeout":
      guard let seconds = Int(value), (1...3600).contains(seconds) else {
        throw PostgresError.invalidConfiguration(reason: "connect_timeout is no number of seconds from 1 to 3600")
      }
      connectTimeout = .seconds(seconds)
    default: settings[name] = value
    }
  }

  /// The URL form, with the password.
  public var url: String {
    var parts = URLComponents()
    parts.scheme = "postgresql"
    parts.user = user
    parts.password = password
    if !host.hasPrefix("/") { parts.host = host } else { parts.host = "" }
    parts.port = port
    parts.path = "/" + database
    var items = settings.sorted { $0.key < $1.key }.map { URLQueryItem(name: $0.key, value: $0.value) }
    if host.hasPrefix("/") { items.insert(URLQueryItem(name: "host", value: host), at: 0) }
    if !items.isEmpty { parts.queryItems = items }
    return parts.string ?? ""
  }

  /// Host and port, for messages.
  public var server: String { "\(host):\(port)" }

  /// The same server with another database.
  public func with(database: String) -> PostgresConfiguration {
    var copy = self
    copy.database = database
    return copy
  }

  /// The same database through another address, for example that of a proxy.
  public func with(host: String, port: Int) -> PostgresConfiguration {
    var copy = self
    copy.host = host
    copy.port = port
    return copy
  }

  /// What decoding relies on, and a server that soon notices that its client has gone.
  private static let ownSettings = [
    "TimeZone": "UTC", "DateStyle": "ISO", "bytea_output": "hex", "client_connection_check_interval": "500",
  ]

  /// Keywords of libpq with their values.
  /// - Parameter addresses: those of the host, so that libpq has nothing to resolve; nil for a Unix socket.
  func keywords(addresses: [String]?) -> [(String, String)] {
    let encryption = settings.filter { Self.isKeyword($0.key) }
    var pairs = [
      ("port", String(port)), ("user", user), ("dbname", database), ("application_name", applicationName),
      ("client_encoding", "UTF8"), ("gssencmode", "disable"),
      ("keepalives_idle", "30"),
    ]
    if let password { pairs.append(("password", password)) }
    pairs += encryption.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    if encryption["sslmode"] == nil { pairs.append(("sslmode", host.hasPrefix("/") ? "disable" : "prefer")) }
    pairs.append(("host", addresses?.map { _ in host }.joined(separator: ",") ?? host))
    if let addresses { pairs.append(("hostaddr", addresses.joined(separator: ","))) }
    let options = settings.filter { !Self.isKeyword($0.key) }.merging(Self.ownSettings) { $1 }.sorted { $0.key < $1.key }
      .map { "-c \($0.key)=\($0.value.replacing("\\", with: "\\\\").replacing(" ", with: "\\ "))" }
    if !options.isEmpty { pairs.append(("options", options.joined(separator: " "))) }
    return pairs
  }

  private static func isKeyword(_ name: String) -> Bool {
    name.hasPrefix("ssl") || name == "channel_binding" || name == "target_session_attrs"
  }
}

/// Keeps the password out of messages, logs and test output.
extension PostgresConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "\(user)@\(server)/\(database)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: ["server": description]) }
}
