import Cryptography

/// What a hash of a secret costs.
public enum HashProfile: Sendable, CaseIterable {
  /// 64 MiB, some 150 ms on a server of 2026 and never below ``leastProcessorTime``: what stands in for Argon2id with 48 MiB and three
  /// passes. `auth_password_hash_cpu_seconds` tells what it costs here.
  case production
  /// 4 MiB, some 10 ms.
  case development

  /// What a hash of production costs at least, in processor time of one core; a machine that is faster asks for more iterations.
  public static let leastProcessorTime: Duration = .milliseconds(50)

  public var cost: Scrypt.Cost {
    switch self {
    case .production: Scrypt.Cost(iterations: 65_536, blockSize: 8, parallelism: 1)
    case .development: Scrypt.Cost(iterations: 4_096, blockSize: 8, parallelism: 1)
    }
  }
}

/// Says which profile an environment has.
public protocol HashProfileChoosing: Sendable {
  /// - Parameter environment: the name as it was configured.
  func profile(in environment: String) -> HashProfile
}

/// From one table: whatever is not in it costs what production costs.
public struct TabledHashProfiles: HashProfileChoosing {
  /// The environments with another profile than production's.
  static let table: [String: HashProfile] = ["development": .development, "test": .development]

  public init() {}

  public func profile(in environment: String) -> HashProfile { Self.table[environment] ?? .production }
}

/// Says with which parameters a stored hash is verified.
public protocol StoredCostReading: Sendable {
  /// - Parameters:
  ///   - stored: the parameters inside the hash.
  ///   - current: those that a new hash would get.
  func cost(stored: Scrypt.Cost, current: Scrypt.Cost) -> Scrypt.Cost
}

/// With those inside it, wherever it was made.
public struct CostOfTheHash: StoredCostReading {
  public init() {}

  public func cost(stored: Scrypt.Cost, current: Scrypt.Cost) -> Scrypt.Cost { stored }
}
