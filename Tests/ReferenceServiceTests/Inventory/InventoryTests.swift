import HTTPWire
import ReferenceService
import Testing

extension RunningServiceTests {
  @Suite struct InventoryTests {
    @Test("Of 30 simultaneous reservations as many win as there are units")
    func bounded() async throws {
      try await ServiceHarness.run { harness in
        let item = try await ItemHandle.create(harness, units: 7)
        let request = WireRequest.json("POST", "\(item.path)/reservations", headers: item.headers, body: #"{"units":1}"#)
        let statuses = try await item.burst(Array(repeating: request, count: 30))
        #expect(statuses.filter { $0 == 201 }.count == 7)
        #expect(statuses.filter { $0 == 409 }.count == 23)
        #expect(try await item.available() == 0)
      }
    }

    @Test("A reservation is released once, and only in its tenant")
    func release() async throws {
      try await ServiceHarness.run { harness in
        let item = try await ItemHandle.create(harness, units: 10)
        let id = try #require(try await item.reserve(4).json["reservation_id"]?.string)
        let path = "/v1/inventory/reservations/\(id)/release"
        #expect(try await harness.post(path, headers: harness.authorization(.stranger)).status == 404)
        #expect(try await item.available() == 6)
        #expect(try await harness.post(path, headers: item.headers).status == 204)
        #expect(try await harness.post(path, headers: item.headers).code == "ERR_ALREADY_RELEASED")
        #expect(try await item.available() == 10)
      }
    }

    @Test("A change by somebody who has seen an older version is refused")
    func versions() async throws {
      try await ServiceHarness.run { harness in
        let item = try await ItemHandle.create(harness, units: 1)
        let update = WireRequest.json("PUT", item.path, headers: item.headers, body: #"{"title":"vase","version":1}"#)
        #expect(try await harness.client.send(update).status == 200)
        #expect(try await ServiceHarness.Answer(harness.client.send(update)).code == "ERR_VERSION_CONFLICT")
        #expect(try await harness.get(item.path, headers: item.headers).json["version"]?.int == 2)
        #expect(try await harness.get(item.path, headers: harness.authorization(.stranger)).status == 404)
      }
    }

    @Test(
      "What is out of bounds is refused",
      arguments: [#"{"title":"","units":1}"#, #"{"title":"a","units":-1}"#, #"{"title":"a","units":1000001}"#, #"{"title":"a"}"#])
    func bounds(body: String) async throws {
      try await ServiceHarness.run { harness in
        let answer = try await harness.post("/v1/inventory/items", body, headers: harness.authorization())
        #expect(answer.status == 400)
      }
    }
  }
}
