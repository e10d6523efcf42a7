import Cryptography
import Foundation
import Synchronization

/// The only source of randomness in the service: keys, tokens, salts and identifiers are made from it.
public protocol ServiceRandom: Sendable {
  /// `count` unpredictable bytes.
  func bytes(_ count: Int) throws -> [UInt8]
}

extension ServiceRandom {
  /// A random identifier (RFC 9562 version 4) in its lower-case text form.
  public func identifier() throws -> String {
    var raw = try bytes(16)
    raw[6] = (raw[6] & 0x0F) | 0x40
    raw[8] = (raw[8] & 0x3F) | 0x80
    let hex = Array(Hex.encode(raw))
    return [hex[0..<8], hex[8..<12], hex[12..<16], hex[16..<20], hex[20..<32]].map { String($0) }.joined(separator: "-")
  }
}

/// The operating system's cryptographic generator.
public struct SystemServiceRandom: ServiceRandom {
  public init() {}
  public func bytes(_ count: Int) throws -> [UInt8] { try SecureRandom.bytes(count) }
}

/// A repeatable stream for tests: SHA-256 of a seed and a counter. Never for a service that anybody relies on.
public final class SeededServiceRandom: ServiceRandom {
  private let seed: [UInt8]
  private let counter = Mutex<UInt64>(0)

  public init(seed: UInt64) { self.seed = withUnsafeBytes(of: seed.bigEndian) { Array($0) } }

  public func bytes(_ count: Int) throws -> [UInt8] {
    var result: [UInt8] = []
    while result.count < count {
      let block = counter.withLock { value -> UInt64 in
        value += 1
        return value
      }
      result += Digest.sha256(seed + withUnsafeBytes(of: block.bigEndian) { Array($0) })
    }
    return Array(result.prefix(count))
  }
}
