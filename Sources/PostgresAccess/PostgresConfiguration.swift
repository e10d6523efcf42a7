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
  /// Settings of the session, such as `search_path`.
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
    for (name, value) in items where name != "host" { settings[name] = value }
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

  /// Keywords of libpq with their values.
  var keywords: [(String, String)] {
    var pairs = [
      ("host", host), ("port", String(port)), ("user", user), ("dbname", database), ("application_name", applicationName),
      ("client_encoding", "UTF8"), ("sslmode", host.hasPrefix("/") ? "disable" : "prefer"), ("gssencmode", "disable"),
      ("keepalives_idle", "30"),
    ]
    if let password { pairs.append(("password", password)) }
    let options = settings.sorted { $0.key < $1.key }
      .map { "-c \($0.key)=\($0.value.replacing("\\", with: "\\\\").replacing(" ", with: "\\ "))" }
    if !options.isEmpty { pairs.append(("options", options.joined(separator: " "))) }
    return pairs
  }
}
