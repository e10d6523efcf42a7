import HTTPWire
import JSONDocument
import ReferenceService
import Testing

extension RunningServiceTests {
  @Suite struct KeySetTests {
    private static let path = "/.well-known/jwks.json"

    private func keyIDs(_ harness: ServiceHarness) async throws -> [String] {
      let answer = try await harness.get(Self.path)
      return try #require(answer.json["keys"]?.array).compactMap { $0["kid"]?.string }
    }

    @Test("The key set has the active and the next key, public parts only, with validators")
    func document() async throws {
      try await ServiceHarness.run { harness in
        let answer = try await harness.get(Self.path)
        #expect(answer.status == 200)
        #expect(answer.response.headers["Cache-Control"] == "public, max-age=300")
        #expect(answer.response.headers["Last-Modified"]?.hasSuffix(" GMT") == true)
        let tag = try #require(answer.response.headers["ETag"])
        #expect(tag.utf8.count == 66 && tag.hasPrefix("\"") && tag.hasSuffix("\""))
        let keys = try #require(answer.json["keys"]?.array)
        #expect(keys.count == 2)
        #expect(keys.allSatisfy { $0["alg"]?.string == "EdDSA" && $0["crv"]?.string == "Ed25519" && $0["d"] == nil })
        let head = try await harness.send("HEAD", Self.path)
        #expect(head.status == 200 && head.body.isEmpty)
        #expect(head.headers["ETag"] == tag)
      }
    }

    @Test("A client that is up to date gets 304 with the same validators and nothing else")
    func notModified() async throws {
      try await ServiceHarness.run { harness in
        let full = try await harness.send("GET", Self.path)
        let tag = try #require(full.headers["ETag"])
        for condition in [tag, "\"x\", \(tag)", "*"] {
          let answer = try await harness.send("GET", Self.path, headers: ["If-None-Match": condition])
          #expect(answer.status == 304)
          #expect(answer.body.isEmpty)
          for name in ["ETag", "Cache-Control", "Last-Modified"] { #expect(answer.headers[name] == full.headers[name]) }
        }
        for condition in ["W/\(tag)", "\"other\""] {
          let stale = try await harness.send("GET", Self.path, headers: ["If-None-Match": condition])
          #expect(stale.status == 200)
        }
        #expect(try await harness.metric("jwks_requests_total") == 6)
        #expect(try await harness.metric("jwks_not_modified_total") == 3)
      }
    }

    @Test("A rotation retires the active key from the document and changes the tag")
    func rotation() async throws {
      try await ServiceHarness.run { harness in
        let headers = try await harness.authorization(id: "admin")
        let before = try await keyIDs(harness)
        let tag = try await harness.send("GET", Self.path).headers["ETag"]
        let rotated = try await harness.post("/v1/auth/keys/rotate", headers: headers)
        #expect(rotated.status == 200)
        #expect(rotated.json["retired_key_id"]?.string == before[0])
        #expect(rotated.json["active_key_id"]?.string == before[1])
        let after = try await keyIDs(harness)
        #expect(after == [before[1], try #require(rotated.json["next_key_id"]?.string)])
        let republished = try await harness.send("GET", Self.path)
        #expect(republished.headers["ETag"] != tag)
        #expect(try await harness.get("/v1/me", headers: headers).status == 200, "a retired key verifies what it signed")
      }
    }

    @Test("A weak constant tag is what jwks.weak-etag makes")
    func weakTag() async throws {
      try await ServiceHarness.run(.init(defects: ["jwks.weak-etag"])) { harness in
        let tag = try await harness.send("GET", Self.path).headers["ETag"]
        #expect(tag?.hasPrefix("W/") == true)
        _ = try await harness.post("/v1/auth/keys/rotate", headers: try await harness.authorization(id: "admin"))
        let after = try await harness.send("GET", Self.path)
        #expect(after.headers["ETag"] == tag)
      }
    }

    @Test("A retired key stays published with jwks.retired-key-published")
    func retiredStays() async throws {
      try await ServiceHarness.run(.init(defects: ["jwks.retired-key-published"])) { harness in
        let before = try await keyIDs(harness)
        _ = try await harness.post("/v1/auth/keys/rotate", headers: try await harness.authorization(id: "admin"))
        #expect(try await keyIDs(harness).contains(before[0]))
      }
    }

    @Test("Bytes follow the head of a 304 with jwks.304-with-body")
    func bodyOn304() async throws {
      try await ServiceHarness.run(.init(defects: ["jwks.304-with-body"])) { harness in
        let answer = try await harness.send("GET", Self.path, headers: ["If-None-Match": "*"])
        #expect(answer.status == 304)
        let raw = try await RawExchange.bytes(
          from: harness.endpoint, sending: "GET \(Self.path) HTTP/1.1\r\nHost: x\r\nIf-None-Match: *\r\nConnection: close\r\n\r\n")
        #expect(raw.contains("\r\n\r\n{\"keys\""))
      }
    }
  }
}
