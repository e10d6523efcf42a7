import CLibCrypto

/// The memory-hard password-based key derivation function scrypt (RFC 7914).
public enum Scrypt {
  /// How much work and memory one derivation takes.
  public struct Cost: Sendable, Equatable {
    /// N, the CPU and memory cost: a power of two greater than 1.
    public var iterations: UInt64
    /// r, the block size.
    public var blockSize: UInt64
    /// p, the parallelisation.
    public var parallelism: UInt64

    public init(iterations: UInt64, blockSize: UInt64, parallelism: UInt64) {
      self.iterations = iterations
      self.blockSize = blockSize
      self.parallelism = parallelism
    }

    /// N = 1024, r = 8, p = 1: 1 MiB, for secrets that nobody keeps.
    public static let negligible = Cost(iterations: 1_024, blockSize: 8, parallelism: 1)

    /// N = 16384, r = 8, p = 1: 16 MiB, tens of milliseconds.
    public static let interactive = Cost(iterations: 16_384, blockSize: 8, parallelism: 1)
  }

  /// No derivation may use more memory than this, in bytes.
  public static let memoryLimit: UInt64 = 256 << 20

  /// Derives a key of `byteCount` bytes (1 to 1024).
  ///
  /// Blocks a core for the duration that the cost asks for; call it off the cooperative pool where that matters.
  public static func derive(
    password: some Collection<UInt8>, salt: some Collection<UInt8>, cost: Cost = .interactive, byteCount: Int = 32
  ) throws(CryptographyError) -> [UInt8] {
    guard (1...1024).contains(byteCount) else {
      throw .invalidLength(what: "derived key", expected: "1 to 1024", actual: byteCount)
    }
    guard cost.iterations > 1, cost.iterations.nonzeroBitCount == 1 else {
      throw .invalidParameter(what: "iterations", reason: "N is \(cost.iterations), and must be a power of two above 1")
    }
    guard (1...1024).contains(cost.blockSize), (1...1024).contains(cost.parallelism) else {
      throw .invalidParameter(what: "blockSize or parallelism", reason: "each must lie between 1 and 1024")
    }
    let perBlock = 128 * cost.blockSize
    guard cost.iterations <= memoryLimit / perBlock else {
      throw .invalidParameter(what: "iterations", reason: "N = \(cost.iterations) needs more than \(memoryLimit) bytes")
    }
    ERR_clear_error()
    let password = Array(password)
    let salt = Array(salt)
    var key = [UInt8](repeating: 0, count: byteCount)
    let allowance = memoryLimit + perBlock * (cost.parallelism + 2)
    let status = PasswordInput.with(password) { pointer in
      EVP_PBE_scrypt(
        pointer, password.count, salt, salt.count, cost.iterations, cost.blockSize, cost.parallelism, allowance, &key, byteCount)
    }
    try OpenSSL.require(status == 1, "EVP_PBE_scrypt")
    return key
  }
}
