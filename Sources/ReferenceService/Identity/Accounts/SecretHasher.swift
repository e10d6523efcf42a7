import Cryptography
import NIOPosix

/// Hashes client secrets with scrypt under a pepper, and verifies the hashes of before.
///
/// The work runs on a thread of its own, because it blocks a core for tens of milliseconds.
struct SecretHasher: Sendable {
  let cost: Scrypt.Cost
  let random: any ServiceRandom
  var load = HashLoad(metrics: MetricsRegistry())
  /// Nil where there is none; a hash that names one verifies nothing then.
  var pepper: SecretPepper?
  var preparing: any SecretPreparing = PepperedSecret()
  var costs: any StoredCostReading = CostOfTheHash()
  var deriving: any SecretDeriving = ScryptDeriving()
  /// The processor time that the calling thread has used.
  var threadTime: @Sendable () -> Duration = ThreadTime.now

  func hash(_ secret: String) async throws -> String {
    let salt = try random.bytes(16)
    let key = try await derive(input(of: secret, pepper: pepper), salt: salt, cost: cost)
    return PHCString(cost: cost, keyID: pepper?.id, salt: salt, key: key).text
  }

  /// Whether the secret is the one that was hashed; false for a text that is no hash. Each takes the time of a hash.
  func verify(_ secret: String, against text: String) async throws -> Bool {
    if Bcrypt.isHash(text) { return try await run { Bcrypt.matches(Array(secret.utf8), hash: text) } }
    guard let known = PHCString(text), known.keyID == nil || known.keyID == pepper?.id else {
      try await verifyNothing(secret)
      return false
    }
    let bytes = input(of: secret, pepper: known.keyID == nil ? nil : pepper)
    let key = try await derive(bytes, salt: known.salt, cost: costs.cost(stored: known.cost, current: cost))
    return constantTimeEquals(key, known.key)
  }

  /// Takes as long as ``verify(_:against:)``, so that an unknown account cannot be told by the time of the answer.
  func verifyNothing(_ secret: String) async throws {
    _ = try await derive(Array(secret.utf8), salt: [UInt8](repeating: 0, count: 16), cost: cost)
  }

  /// Whether a new hash of the same secret would be of a better kind: bcrypt moves, and so does what has no pepper.
  func isOutdated(_ text: String) -> Bool {
    guard let known = PHCString(text) else { return true }
    return known.keyID != pepper?.id
  }

  private func input(of secret: String, pepper: SecretPepper?) -> [UInt8] {
    pepper.map { preparing.input(of: secret, pepper: $0.bytes) } ?? Array(secret.utf8)
  }

  private func derive(_ input: [UInt8], salt: [UInt8], cost: Scrypt.Cost) async throws -> [UInt8] {
    try await run { [deriving] in try deriving.derive(input, salt: salt, cost: cost) }
  }

  private func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    load.begin()
    defer { load.end() }
    let (value, spent) = try await NIOThreadPool.singleton.runIfActive { [threadTime] in
      let start = threadTime()
      let value = try work()
      return (value, threadTime() - start)
    }
    load.observe(spent)
    return value
  }
}
