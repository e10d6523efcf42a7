import Testing

@testable import ReferenceService

@Suite struct HashProfileTests {
  @Test(
    "only development and test are cheap",
    arguments: [
      ("development", HashProfile.development), ("test", .development), ("production", .production), ("staging", .production),
      ("", .production), ("prodution", .production), ("Test", .production), ("test ", .production),
    ])
  func table(name: String, profile: HashProfile) {
    #expect(TabledHashProfiles().profile(in: name) == profile)
  }

  @Test("the stored string shows the profile, and verifies whatever the profile is now")
  func parameters() async throws {
    let random = SeededServiceRandom(seed: 5)
    let strong = SecretHasher(cost: .init(iterations: 64, blockSize: 1, parallelism: 1), random: random)
    let weak = SecretHasher(cost: .init(iterations: 16, blockSize: 1, parallelism: 1), random: random)
    let (first, second) = (try await strong.hash("one secret of two"), try await weak.hash("one secret of two"))
    #expect(first.hasPrefix("$scrypt$ln=6,r=1,p=1$") && second.hasPrefix("$scrypt$ln=4,r=1,p=1$"))
    #expect(try await strong.verify("one secret of two", against: second))
    #expect(try await weak.verify("one secret of two", against: first))
  }

  @Test("a peppered hash verifies with its pepper only, and one of before is outdated")
  func pepper() async throws {
    let random = SeededServiceRandom(seed: 6)
    var plain = SecretHasher(cost: .init(iterations: 16, blockSize: 1, parallelism: 1), random: random)
    let old = try await plain.hash("a secret")
    plain.pepper = SecretPepper(Array("the pepper of one".utf8))
    let hash = try await plain.hash("a secret")
    #expect(try await plain.verify("a secret", against: hash) && !plain.isOutdated(hash))
    #expect(try await plain.verify("a secret", against: old) && plain.isOutdated(old))
    plain.pepper = SecretPepper(Array("the pepper of two".utf8))
    #expect(try await !plain.verify("a secret", against: hash))
    plain.pepper = nil
    #expect(try await !plain.verify("a secret", against: hash))
  }

  @Test("two secrets that begin alike for 72 bytes are two secrets")
  func long() async throws {
    let hasher = SecretHasher(
      cost: .init(iterations: 16, blockSize: 1, parallelism: 1), random: SeededServiceRandom(seed: 7),
      pepper: SecretPepper(Array("the pepper of one".utf8)))
    let start = String(repeating: "a", count: 72)
    let hash = try await hasher.hash(start + "b")
    #expect(try await hasher.verify(start + "b", against: hash))
    #expect(try await !hasher.verify(start + "c", against: hash))
  }

  @Test("the processor time of each hash is counted, and nothing else")
  func processorTime() async throws {
    let metrics = MetricsRegistry()
    var hasher = SecretHasher(cost: .init(iterations: 16, blockSize: 1, parallelism: 1), random: SeededServiceRandom(seed: 8))
    hasher.load = HashLoad(metrics: metrics)
    let clock = ManualServiceClock()
    hasher.threadTime = {
      clock.advance(by: .milliseconds(70))
      return clock.monotonic()
    }
    let hash = try await hasher.hash("a secret")
    #expect(try await hasher.verify("a secret", against: hash))
    #expect(metrics.value(IdentityMetrics.hashCost) == 2)
    let page = metrics.render()
    #expect(page.contains("auth_password_hash_cpu_seconds_bucket{le=\"0.05\"} 0"))
    #expect(page.contains("auth_password_hash_cpu_seconds_bucket{le=\"0.1\"} 2"))
  }
}
