import GateConfig
import GateKit
import GateModel

/// `service:`, `identities:` and `database:` of `gatehouse.yml`: how to start somebody's service and who may call it.
struct ServiceSettings: Sendable {
  /// Empty for a service that runs already, somewhere else.
  var command: [String] = []
  /// What makes it from its source, for comparing revisions; empty where nothing has to be built.
  var build: [String] = []
  var address = "127.0.0.1:${port}"
  /// How its certificate is verified, where its address is `https://…`.
  var tls = TargetTLS()
  var directory: String?
  var environment: [String: String] = [:]
  var readyPath = "/"
  var readyWithin: Duration = .seconds(15)
  var dependencies: [String: TargetEndpoint] = [:]
  var identities: [String: IdentitySettings] = [:]
  var defaultIdentity: String?
  var databaseURL: String?
  var documentPath: String?

  /// A service that a shell starts, told its port as `${port}` and in the environment as `PORT`.
  init(shell text: String, readyPath: String) {
    command = ["/bin/sh", "-c", text]
    environment = ["PORT": "${port}"]
    self.readyPath = readyPath
  }

  /// - Throws: `ConfigError`.
  init(service node: ConfigNode) throws {
    var service = try node.mapping("service")
    let commandNode = service.optional("command")
    let addressNode = service.optional("address")
    address = try addressNode?.string("address") ?? address
    if let commandNode {
      command = try commandNode.strings("command")
      guard !command.isEmpty else {
        throw ConfigError("'command' is empty", at: node.location, remedy: "Give the program and its arguments as a list")
      }
    } else {
      try Self.checkRunning(address, at: addressNode?.location ?? node.location, isGiven: addressNode != nil)
    }
    if let value = service.optional("tls") { tls = try Self.tls(value, address: address) }
    build = try service.optional("build")?.strings("build") ?? build
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

  /// Reads `identities:`.
  /// - Parameter environment: where `${env.NAME}` is taken from.
  /// - Throws: `ConfigError`.
  mutating func setIdentities(_ node: ConfigNode, environment: [String: String]) throws {
    let mapping = try node.mapping("identities")
    for entry in mapping.entries {
      identities[entry.key] = try IdentitySettings(entry.value, name: entry.key, values: EnvironmentValues(variables: environment))
      defaultIdentity = defaultIdentity ?? entry.key
    }
  }

  /// A service that is not started needs an address that does not depend on a start.
  private static func checkRunning(_ address: String, at location: SourceLocation, isGiven: Bool) throws {
    guard isGiven else {
      throw ConfigError(
        "'service' has neither 'command' nor 'address'", at: location,
        remedy: "Give the command that starts it, or the address where it runs already")
    }
    guard !address.contains("${") else {
      throw ConfigError(
        "'address' is '\(address)', and no 'command' starts the service there", at: location,
        remedy: "Add 'command', or write the address out")
    }
  }

  private static func tls(_ node: ConfigNode, address: String) throws -> TargetTLS {
    guard address.lowercased().hasPrefix("https://") else {
      throw ConfigError("'tls' is given for the address '\(address)'", at: node.location, remedy: "Write the address as https://host:port")
    }
    var mapping = try node.mapping("tls")
    var tls = TargetTLS()
    tls.authorityFile = try mapping.optional("ca")?.string("ca")
    let insecure = mapping.optional("insecure")
    tls.isVerified = try !(insecure?.bool("insecure") ?? false)
    tls.serverName = try mapping.optional("server_name")?.string("server_name")
    try mapping.finish()
    if let insecure, !tls.isVerified, tls.authorityFile != nil {
      throw ConfigError("'tls' has 'ca' and 'insecure: true'", at: insecure.location, remedy: "Keep 'ca'; it verifies the certificate")
    }
    return tls
  }

  private static func endpoint(_ node: ConfigNode, name: String) throws -> TargetEndpoint {
    let text = try node.string(name)
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]), (1...65535).contains(port) else {
      throw ConfigError("'\(name)' is '\(text)'", at: node.location, remedy: "Give host:port, such as 127.0.0.1:5432")
    }
    return TargetEndpoint(host: String(text[..<colon]), port: port)
  }
}
