import Foundation
import Logging
import Testing

@testable import ReferenceService

@Suite struct StoredKeyRingTests {
  enum Adapter: CaseIterable { case file, vault }

  @Test("keys outlive the process, and a rotation is seen by every other", arguments: Adapter.allCases)
  func shared(adapter: Adapter) async throws {
    try await Self.with(adapter) { store in
      let clock = ManualServiceClock()
      let (one, other) = (Self.ring(store, clock, 1), Self.ring(store, clock, 2))
      let first = try await one.keys()
      #expect(try await other.keys().active.id == first.active.id)
      let rotated = try await one.rotate()
      #expect(rotated.active.id == first.next.id && rotated.retired.map(\.key.id) == [first.active.id])
      #expect(rotated.next.id != first.active.id && rotated.changedAt == clock.now())
      #expect(try await other.keys().active.id == first.active.id, "for so long nothing is read again")
      clock.advance(by: store.freshFor)
      let seen = try await other.keys()
      #expect(seen.active.id == rotated.active.id && seen.next.id == rotated.next.id)
      #expect(seen.retired.map(\.at) == [clock.now().advanced(by: .zero - store.freshFor)])
      let signature = try first.active.signature(of: [1, 2, 3])
      #expect(seen.retired.first?.key.isSignature(signature, of: [1, 2, 3]) == true)
    }
  }

  @Test("rotations at once are all made, whichever process makes them", arguments: Adapter.allCases)
  func atOnce(adapter: Adapter) async throws {
    try await Self.with(adapter) { store in
      let clock = ManualServiceClock()
      let rings = [Self.ring(store, clock, 3), Self.ring(store, clock, 4)]
      _ = try await rings[0].keys()
      let active = try await withThrowingTaskGroup(of: String.self) { group in
        for index in 0..<6 { group.addTask { try await rings[index % 2].rotate().active.id } }
        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
      }
      #expect(active.count == 6)
      #expect(try await Self.ring(store, clock, 5).keys().retired.count == 6)
    }
  }

  @Test("a key that is withdrawn is forgotten by every process, whatever it was", arguments: Adapter.allCases)
  func withdrawn(adapter: Adapter) async throws {
    try await Self.with(adapter) { store in
      let clock = ManualServiceClock()
      let (one, other) = (Self.ring(store, clock, 9), Self.ring(store, clock, 10))
      let first = try await one.keys()
      let rotated = try await other.rotate()
      #expect(try await one.withdraw(first.active.id)?.retired.isEmpty == true)
      #expect(try await one.withdraw(first.active.id) == nil)
      #expect(try await one.withdraw(rotated.active.id)?.active.id == rotated.next.id)
      let last = try await one.keys()
      #expect(try await one.withdraw(last.next.id)?.active.id == last.active.id)
      clock.advance(by: store.freshFor)
      #expect(store.freshFor < .seconds(5))
      let seen = try await other.keys()
      #expect(seen.active.id == rotated.next.id && seen.retired.isEmpty)
      #expect(seen.verificationKey(id: rotated.active.id, now: clock.now(), tokenLifetime: .seconds(300)) == nil)
      #expect(seen.verificationKey(id: last.next.id, now: clock.now(), tokenLifetime: .seconds(300)) == nil)
    }
  }

  @Test("a damaged document is an error, and no longer one than for whoever knows the keys", arguments: Adapter.allCases)
  func damaged(adapter: Adapter) async throws {
    try await Self.with(adapter) { store in
      let clock = ManualServiceClock()
      let ring = Self.ring(store, clock, 6)
      let known = try await ring.keys()
      let whole = try #require(try await store.read())
      let text = String(decoding: whole.bytes, as: UTF8.self)
      let swapped = text.replacing("\"kid\":\"\(known.active.id)\"", with: "\"kid\":\"\(known.next.id)x\"")
      for bad in ["", "{}", String(text.dropLast(9)), swapped] {
        let revision = try await store.read()?.revision
        #expect(try await store.replace(Array(bad.utf8), revision: revision))
        clock.advance(by: store.freshFor)
        await #expect(throws: KeyStoreProblem.self) { try await Self.ring(store, clock, 7).keys() }
        await #expect(throws: KeyStoreProblem.self) { try await ring.rotate() }
        #expect(try await ring.keys().active.id == known.active.id)
      }
    }
  }

  @Test("whoever has read another document than the one that is there replaces nothing", arguments: Adapter.allCases)
  func compared(adapter: Adapter) async throws {
    try await Self.with(adapter) { store in
      #expect(try await store.read() == nil)
      #expect(try await !store.replace([1], revision: "7"))
      #expect(try await store.replace(Array("a".utf8), revision: nil))
      #expect(try await !store.replace(Array("b".utf8), revision: nil))
      let revision = try await store.read()?.revision
      #expect(try await store.replace(Array("c".utf8), revision: revision))
      #expect(try await !store.replace(Array("d".utf8), revision: revision))
      #expect(try await store.read()?.bytes == Array("c".utf8))
    }
  }

  @Test("a key shows its id and nothing else")
  func description() async throws {
    let key = try await SigningKey.make(random: SeededServiceRandom(seed: 8), at: ServiceInstant(secondsSinceEpoch: 0))
    #expect("\(key)" == "SigningKey(\(key.id))" && String(reflecting: key) == "\(key)")
  }

  private static func ring(_ store: any KeyStoring, _ clock: ManualServiceClock, _ seed: UInt64) -> StoredKeyRing {
    StoredKeyRing(store: store, clock: clock, random: SeededServiceRandom(seed: seed))
  }

  private static func with(_ adapter: Adapter, _ body: @escaping @Sendable (any KeyStoring) async throws -> Void) async throws {
    switch adapter {
    case .file:
      let folder = FileManager.default.temporaryDirectory.appending(path: "keys-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      try await body(FileKeyStore(path: folder.appending(path: "keys.json").path))
    case .vault:
      let logger = Logger(label: "vault") { _ in SwiftLogNoOpLogHandler() }
      let (ports, report) = AsyncStream.makeStream(of: Int.self)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await VaultHost(token: "a-token", logger: logger).run { report.yield($0) } }
        group.addTask {
          for await port in ports {
            return try await body(
              VaultKeyStore(VaultConfiguration(host: "127.0.0.1", port: port, path: "secret/data/keys", token: "a-token")))
          }
        }
        try await group.next()
        group.cancelAll()
      }
    }
  }
}
