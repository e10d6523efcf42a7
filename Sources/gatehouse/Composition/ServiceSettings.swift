import GateConfig
import GateKit

/// `service:`, `identities:` and `database:` of `gatehouse.yml`: how to start somebody's service and who may call it.
struct ServiceSettings: Sendable {
  var command: [String]
  var address = "127.0.0.1:${port}"
  var directory: String?
  var environment: [String: String] = [:]
  var readyPath = "/"
  var readyWithin: Duration = .seconds(15)
  var dependencies: [String: TargetEndpoint] = [:]
  var identities: [String: TargetIdentity] = [:]
  var defaultIdentity: String?
  var databaseURL: String?
  var documentPath: String?

  /// - Throws: `ConfigError`.
  init(service node: ConfigNode) throws {
    var service = try node.mapping("service")
    command = try service.required("command").strings("command")
    guard !command.isEmpty else {
      throw ConfigError("'command' is empty", at: node.location, remedy: "Give the program and its arguments as a list")
    }
    address = try service.optional("address")?.string("address") ?? address
    directory = try service.optional("directory")?.string("directory")
    if let value = try service.optional("environment")?.mapping("environment") {
      for entry in value.entries { environment[entry.key] = try entry.value.string(entry.key) }
    }
    if let value = service.optional("ready") {
      var ready = try value.mapping("ready")
      readyPath = try ready.optional("path")?.string("path") ?? readyPath
      readyWithin = try ready.optional("within")?.duration("within") ?? readyWithin
      try ready.finish()
    }
    if let value = try service.optional("dependencies")?.mapping("dependencies") {
      for entry in value.entries { dependencies[entry.key] = try Self.endpoint(entry.value, name: entry.key) }
    }
    databaseURL = try service.optional("database")?.string("database")
    try service.finish()
  }

  mutating func setIdentities(_ node: ConfigNode) throws {
    let mapping = try node.mapping("identities")
    for entry in mapping.entries {
      var identity = try entry.value.mapping(entry.key)
      var headers: [TargetHeader] = []
      for header in try identity.required("headers").mapping("headers").entries {
        headers.append(TargetHeader(name: header.key, value: try header.value.string(header.key)))
      }
      try identity.finish()
      identities[entry.key] = TargetIdentity(headers: headers)
      defaultIdentity = defaultIdentity ?? entry.key
    }
  }

  private static func endpoint(_ node: ConfigNode, name: String) throws -> TargetEndpoint {
    let text = try node.string(name)
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]), (1...65535).contains(port) else {
      throw ConfigError("'\(name)' is '\(text)'", at: node.location, remedy: "Give host:port, such as 127.0.0.1:5432")
    }
    return TargetEndpoint(host: String(text[..<colon]), port: port)
  }
}
