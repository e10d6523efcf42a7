import Cryptography
import Synchronization
import Testing

@testable import ReferenceService

@Suite struct KeySetCacheTests {
  /// Hands out key sets one after the other, and holds a fetch until it is let go.
  private final class Publisher: KeySetFetching {
    private let sets: [[OutsideKey]?]
    private let state = Mutex((fetches: 0, isHeld: false))
    let (released, release) = AsyncStream.makeStream(of: Void.self)

    init(_ sets: [[OutsideKey]?]) { self.sets = sets }

    var fetches: Int { state.withLock { $0.fetches } }

    func hold() { state.withLock { $0.isHeld = true } }

    func fetch() async throws -> [OutsideKey] {
      let (number, isHeld) = state.withLock { state in
        state.fetches += 1
        return (state.fetches, state.isHeld)
      }
      if isHeld { for await _ in released { break } }
      guard let keys = sets[min(number, sets.count) - 1] else { throw KeySetProblem.unreachable }
      return keys
    }
  }

  private struct Bench {
    let clock = ManualServiceClock()
    let publisher: Publisher
    let cache: KeySetCache

    init(_ sets: [[String]?]) async throws {
      var made: [[OutsideKey]?] = []
      for ids in sets {
        guard let ids else {
          made.append(nil)
          continue
        }
        let x = Base64URL.encode(try Ed25519.PrivateKey(rawRepresentation: [UInt8](repeating: 7, count: 32)).publicKey.rawRepresentation)
        let members = ids.map { #"{"kty":"OKP","crv":"Ed25519","alg":"EdDSA","kid":"\#($0)","x":"\#(x)"}"# }.joined(separator: ",")
        made.append(try await OutsideKey.keys(in: Array("{\"keys\":[\(members)]}".utf8)))
      }
      publisher = Publisher(made)
      cache = KeySetCache(
        configuration: OutsideIssuerConfiguration(issuer: "i", host: "h", port: 1), fetching: publisher, time: MonotonicTime(clock: clock),
        metrics: MetricsRegistry())
    }
  }

  @Test("an unknown key is asked for once, and again only after a pause")
  func unknown() async throws {
    let bench = try await Bench([["a"], ["a", "b"]])
    #expect(await bench.cache.key(id: "b") == nil)
    #expect(await bench.cache.key(id: "b") == nil)
    #expect(bench.publisher.fetches == 1)
    bench.clock.advance(by: .seconds(10))
    #expect(await bench.cache.key(id: "b")?.id == "b")
    #expect(bench.publisher.fetches == 2)
  }

  @Test("a known key never waits for a fetch")
  func stale() async throws {
    let bench = try await Bench([["a"], ["b"]])
    #expect(await bench.cache.key(id: "a") != nil)
    bench.clock.advance(by: .seconds(300))
    bench.publisher.hold()
    // Were the fetch awaited, this would not come back before the release below.
    #expect(await bench.cache.key(id: "a") != nil)
    bench.publisher.release.finish()
    #expect(try await bench.cache.refresh() == ["b"])
    #expect(await bench.cache.key(id: "a") == nil)
  }

  @Test("whoever needs a fetch shares the one under way, also when one of them gives up")
  func shared() async throws {
    let bench = try await Bench([["a"]])
    bench.publisher.hold()
    let cache = bench.cache
    try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<32 { group.addTask { try await cache.refresh() } }
      // A task of its own, so that this caller alone is cancelled.
      let impatient = Task { try await cache.refresh() }
      impatient.cancel()
      bench.publisher.release.finish()
      for try await ids in group { #expect(ids == ["a"]) }
      _ = await impatient.result
    }
    #expect(cache.trusted() == ["a"])
  }

  @Test("a fetch that fails is an error for whoever asked, and changes nothing")
  func failure() async throws {
    let bench = try await Bench([["a"], nil])
    #expect(try await bench.cache.refresh() == ["a"])
    await #expect(throws: KeySetProblem.unreachable) { try await bench.cache.refresh() }
    #expect(bench.cache.trusted() == ["a"])
  }

  @Test(
    "what is no key set, or has no key for signatures, is a problem",
    arguments: [
      ("", KeySetProblem.unreadable), ("[]", .unreadable), ("{}", .unreadable), (#"{"keys":[]}"#, .empty), (#"{"keys":[{}]}"#, .empty),
      (#"{"keys":[{"kty":"oct","alg":"HS256","kid":"a","k":"AAAA"}]}"#, .empty),
      (#"{"keys":[{"kty":"OKP","crv":"Ed25519","alg":"EdDSA","use":"enc","kid":"a","x":"AAAA"}]}"#, .empty),
    ])
  func malformed(document: String, problem: KeySetProblem) async {
    await #expect(throws: problem) { try await OutsideKey.keys(in: Array(document.utf8)) }
  }
}
