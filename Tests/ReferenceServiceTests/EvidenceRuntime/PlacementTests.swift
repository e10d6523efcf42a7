import HTTPWire
import JSONDocument
import ReferenceService
import Testing

extension RunningServiceTests {
  @Suite struct PlacementTests {
    @Test("Phase 2 records a placement; without a word about it a session has the standard one")
    func on() async throws {
      try await ServiceHarness.run(.init(configure: { $0.phase2 = true })) { harness in
        let headers = try await harness.authorization()
        let rows = [(#"{"region":"eu-central","priority":"batch"}"#, "batch"), (#"{"priority":"batch"}"#, "batch"), ("{}", "interactive")]
        for (body, priority) in rows {
          let created = try await harness.post("/v1/sessions", body, headers: headers)
          let id = try #require(created.json["session_id"]?.string)
          #expect(created.json["region"] == nil)
          let placement = try await harness.get("/v1/sessions/\(id)/placement", headers: headers)
          #expect(placement.json == ["region": "eu-central", "priority": .string(priority)])
          let stranger = try await harness.authorization(.stranger)
          #expect(try await harness.get("/v1/sessions/\(id)/placement", headers: stranger).status == 404)
        }
        for body in [#"{"region":"atlantis"}"#, #"{"region":null}"#, #"{"priority":1}"#] {
          #expect(try await harness.post("/v1/sessions", body, headers: headers).status == 400)
        }
      }
    }

    @Test("Without phase 2 its fields are unknown and its path is not there")
    func off() async throws {
      try await ServiceHarness.run { harness in
        let headers = try await harness.authorization()
        for body in [#"{"region":"eu-central"}"#, #"{"priority":"batch"}"#] {
          let answer = try await harness.post("/v1/sessions", body, headers: headers)
          #expect(answer.status == 400)
          #expect(answer.json["message"]?.string?.contains("is not known here") == true)
        }
        let session = try await SessionHandle.create(harness)
        #expect(try await harness.get(session.path + "/placement", headers: headers).status == 404)
        #expect(try await harness.get("/openapi.json").status == 404)
      }
    }
  }
}
