import JSONDocument
import PostgresAccess
import Testing

@testable import ReferenceService

extension RunningServiceTests {
  @Suite struct OutboxTests {
    private struct Undone: Error {}

    private let writer = StoreOutboxWriter(clock: ManualServiceClock(), random: SystemServiceRandom())
    private let event = OutboxEvent.sessionCreated(tenantID: "tenant-a", sessionID: "9f0c8f5e-30b5-4f0e-8d39-6d3f0a1c2b3d")

    /// A service whose relay does not run within a test.
    private var quiet: ServiceHarness.Setup { .init { $0.notifications.relayInterval = .seconds(60) } }

    @Test("An event is there when its transaction is, and not when it is not")
    func atomic() async throws {
      try await ServiceHarness.run(quiet) { harness in
        try await harness.parts.store.transaction { try await writer.write(event, on: $0) }
        await #expect(throws: Undone.self) {
          try await harness.parts.store.transaction { connection in
            try await writer.write(event, on: connection)
            throw Undone()
          }
        }
        #expect(try await harness.rows("SELECT event_id FROM outbox_event").count == 1)
      }
    }

    @Test("The relay gives every event one position, without a gap, also when two relays run at once")
    func relay() async throws {
      try await ServiceHarness.run(quiet) { harness in
        let store = harness.parts.store
        try await store.transaction { for _ in 0..<150 { try await writer.write(event, on: $0) } }
        let relay = harness.parts.notifications.relay
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
          for _ in 0..<4 { group.addTask { try await relay.publishBatch() } }
          return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(counts.sorted() == [0, 0, 50, 100])
        let positions = try await harness.rows("SELECT position FROM outbox_event ORDER BY position")
        #expect(try positions.map { try $0.get("position", as: Int.self) } == Array(1...150))
      }
    }

    @Test("The feed shows a tenant its own published events, page by page")
    func feed() async throws {
      try await ServiceHarness.run(quiet) { harness in
        let foreign = OutboxEvent.sessionFinalized(
          tenantID: "tenant-b", sessionID: "9f0c8f5e-30b5-4f0e-8d39-6d3f0a1c2b3d", terminalMode: "SUPPORTED")
        try await harness.parts.store.transaction { connection in
          for _ in 0..<3 { try await writer.write(event, on: connection) }
          try await writer.write(foreign, on: connection)
        }
        let headers = try await harness.authorization(id: "admin")
        #expect(try await harness.get("/v1/events", headers: headers).json["events"]?.array?.isEmpty == true)
        _ = try await harness.parts.notifications.relay.publishBatch()
        let first = try await harness.get("/v1/events?limit=2", headers: headers)
        let next = try #require(first.json["next_after"]?.int)
        let second = try await harness.get("/v1/events?after=\(next)", headers: headers)
        let all = (first.json["events"]?.array ?? []) + (second.json["events"]?.array ?? [])
        #expect(all.count == 3)
        #expect(all.allSatisfy { $0["tenant_id"]?.string == "tenant-a" && $0["event_type"]?.string == "session.created" })
        #expect(all.first?["occurred_at"]?.string == "2026-01-01T00:00:00.000000Z")
        #expect(second.json["next_after"]?.int ?? 0 > next)
      }
    }
  }
}
