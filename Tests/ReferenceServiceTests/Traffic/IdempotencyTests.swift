import HTTPWire
import ReferenceService
import Testing

extension RunningServiceTests {
  @Suite struct IdempotencyTests {
    private static let key = "0123456789abcdef"

    private func reservation(_ item: ItemHandle, units: Int = 1, key: String = key) -> WireRequest {
      var headers = item.headers
      headers.add("Idempotency-Key", key)
      return .json("POST", "\(item.path)/reservations", headers: headers, body: #"{"units":\#(units)}"#)
    }

    private func effects(_ harness: ServiceHarness) async throws -> Int {
      try await harness.rows("SELECT count(*) AS count FROM inventory_reservations")[0].get("count")
    }

    @Test("Of 32 simultaneous posts with one key one has an effect, and the others are told of it or to wait")
    func once() async throws {
      try await ServiceHarness.run { harness in
        for round in 1...5 {
          let item = try await ItemHandle.create(harness, units: 100)
          let statuses = try await item.burst(Array(repeating: reservation(item), count: 32))
          #expect(statuses.contains(201))
          #expect(statuses.allSatisfy { [201, 409].contains($0) })
          #expect(try await effects(harness) == round)
        }
      }
    }

    @Test("With idem.no-inflight-lock, simultaneous twins both execute")
    func twins() async throws {
      try await ServiceHarness.run(.init(defects: ["idem.no-inflight-lock"])) { harness in
        for _ in 1...5 {
          let item = try await ItemHandle.create(harness, units: 100)
          _ = try await item.burst(Array(repeating: reservation(item), count: 32))
        }
        #expect(try await effects(harness) > 5)
      }
    }

    @Test("A key lapses when its time is over, and is swept away")
    func lapse() async throws {
      let clock = ManualServiceClock()
      var setup = ServiceHarness.Setup(clock: clock)
      // The access token must outlive the key.
      setup.configure = { $0.traffic.idempotency.retention = .seconds(60) }
      try await ServiceHarness.run(setup) { harness in
        let item = try await ItemHandle.create(harness, units: 100)
        let first = try await ServiceHarness.Answer(harness.client.send(reservation(item)))
        let again = try await ServiceHarness.Answer(harness.client.send(reservation(item)))
        #expect(again.json["reservation_id"] == first.json["reservation_id"])
        #expect(again.json["pickup"]?["secret"]?.string == "[redacted]")
        #expect(again.response.headers["Idempotency-Replayed"] == "true")
        clock.advance(by: .seconds(61))
        let later = try await ServiceHarness.Answer(harness.client.send(reservation(item)))
        #expect(later.status == 201)
        #expect(later.json["reservation_id"] != first.json["reservation_id"])
      }
    }
  }
}
