import Cryptography
import Foundation
import NIOPosix
import Synchronization

/// Hashes client secrets with scrypt, in the PHC string form `$scrypt$ln=14,r=8,p=1$<salt>$<hash>`.
///
/// The work runs on a thread of its own, because it blocks a core for tens of milliseconds.
struct SecretHasher: Sendable {
  let cost: Scrypt.Cost
  let random: any ServiceRandom
  var load = HashLoad(metrics: MetricsRegistry())

  func hash(_ secret: String) async throws -> String {
    let salt = try random.bytes(16)
    let key = try await derive(secret, salt: salt, cost: cost)
    return PHCString(cost: cost, salt: salt, key: key).text
  }

  /// Whether the secret is the one that was hashed; false for a text that is no hash.
  func verify(_ secret: String, against text: String) async throws -> Bool {
    guard let known = PHCString(text) else { return false }
    return constantTimeEquals(try await derive(secret, salt: known.salt, cost: known.cost), known.key)
  }

  /// Takes as long as ``verify(_:against:)``, so that an unknown account cannot be told by the time of the answer.
  func verifyNothing(_ secret: String) async throws {
    _ = try await derive(secret, salt: [UInt8](repeating: 0, count: 16), cost: cost)
  }

  private func derive(_ secret: String, salt: [UInt8], cost: Scrypt.Cost) async throws -> [UInt8] {
    load.begin()
    defer { load.end() }
    return try await NIOThreadPool.singleton.runIfActive { try Scrypt.derive(password: Array(secret.utf8), salt: salt, cost: cost) }
  }
}

/// Counts password hashes, and how many are made at the same time.
final class HashLoad: Sendable {
  private let running = Mutex(0)
  private let metrics: MetricsRegistry

  init(metrics: MetricsRegistry) { self.metrics = metrics }

  func begin() {
    let now = running.withLock { count in
      count += 1
      return count
    }
    metrics.increment(IdentityMetrics.hashes)
    metrics.raise(IdentityMetrics.hashPeak, to: Double(now))
  }

  func end() { running.withLock { $0 -= 1 } }
}

/// The PHC string of one scrypt hash.
struct PHCString: Equatable {
  let cost: Scrypt.Cost
  let salt: [UInt8]
  let key: [UInt8]

  init(cost: Scrypt.Cost, salt: [UInt8], key: [UInt8]) {
    self.cost = cost
    self.salt = salt
    self.key = key
  }

  /// Reads `$scrypt$ln=14,r=8,p=1$salt$hash`; nil when it is not that, or asks for more work than a sane hash does.
  init?(_ text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt" else { return nil }
    var numbers: [Substring: UInt64] = [:]
    for pair in parts[2].split(separator: ",") {
      let sides = pair.split(separator: "=")
      guard sides.count == 2, let number = UInt64(sides[1]) else { return nil }
      numbers[sides[0]] = number
    }
    guard let exponent = numbers["ln"], let block = numbers["r"], let lanes = numbers["p"], numbers.count == 3 else { return nil }
    guard (1...20).contains(exponent), (1...32).contains(block), (1...16).contains(lanes) else { return nil }
    guard let salt = Self.decode(parts[3]), let key = Self.decode(parts[4]), key.count == 32 else { return nil }
    self.init(cost: Scrypt.Cost(iterations: 1 << exponent, blockSize: block, parallelism: lanes), salt: salt, key: key)
  }

  var text: String {
    "$scrypt$ln=\(cost.iterations.trailingZeroBitCount),r=\(cost.blockSize),p=\(cost.parallelism)$\(Self.encode(salt))$\(Self.encode(key))"
  }

  private static func encode(_ bytes: [UInt8]) -> String {
    String(Data(bytes).base64EncodedString().prefix { $0 != "=" })
  }

  private static func decode(_ text: Substring) -> [UInt8]? {
    let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    return Data(base64Encoded: text + padding).map { Array($0) }
  }
}
