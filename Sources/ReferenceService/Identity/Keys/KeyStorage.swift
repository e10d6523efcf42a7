/// Where signing keys are kept.
public enum KeyStorage: Sendable {
  /// In the process: a restart makes new ones.
  case memory
  case file(path: String)
  case vault(VaultConfiguration)

  /// Where the environment says: a file of `REFERENCE_KEY_FILE`, or the vault of `REFERENCE_VAULT_HOST`, `REFERENCE_VAULT_PORT`,
  /// `REFERENCE_VAULT_PATH` and `REFERENCE_VAULT_TOKEN`; neither, or an empty one, means the process.
  public init(environment: [String: String]) {
    if let host = environment["REFERENCE_VAULT_HOST"], !host.isEmpty {
      self = .vault(
        VaultConfiguration(
          host: host, port: Int(environment["REFERENCE_VAULT_PORT"] ?? "8200") ?? 0,
          path: environment["REFERENCE_VAULT_PATH"] ?? "secret/data/reference-service", token: environment["REFERENCE_VAULT_TOKEN"] ?? ""))
    } else {
      let path = environment["REFERENCE_KEY_FILE"] ?? ""
      self = path.isEmpty ? .memory : .file(path: path)
    }
  }

  /// Nil for the process itself.
  public func store() -> (any KeyStoring)? {
    switch self {
    case .memory: nil
    case .file(let path): FileKeyStore(path: path)
    case .vault(let vault): VaultKeyStore(vault)
    }
  }

  func problems() -> [ConfigurationProblem] {
    switch self {
    case .memory: []
    case .file(let path):
      path.hasPrefix("/") ? [] : [.init("identity.keyStorage", "is no path from the root.", remedy: "Give the whole path of a file.")]
    case .vault(let vault): vault.problems()
    }
  }
}

/// A secret of a vault and who may read it.
public struct VaultConfiguration: Sendable {
  public var host: String
  public var port: Int
  /// The mount, `data` and the name, such as `secret/data/reference-service`.
  public var path: String
  public var token: String
  /// For one exchange.
  public var deadline: Duration = .seconds(2)

  public init(host: String, port: Int, path: String, token: String) {
    self.host = host
    self.port = port
    self.path = path
    self.token = token
  }

  func problems() -> [ConfigurationProblem] {
    var found: [ConfigurationProblem] = []
    let isPath = path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    if host.isEmpty || !(1...65_535).contains(port) || path.split(separator: "/").count < 3 || !isPath {
      found.append(.init("identity.keyStorage", "names no secret of a vault.", remedy: "Give host, port and MOUNT/data/NAME."))
    }
    if token.isEmpty { found.append(.init("identity.keyStorage.token", "is missing.", remedy: "Give the token of the vault.")) }
    return found
  }
}
