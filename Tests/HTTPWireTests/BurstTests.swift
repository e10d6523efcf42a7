import Testing

@testable import HTTPWire

@Suite(.timeLimit(.minutes(1)))
struct BurstTests {
  private let answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

  @Test(
    "a server that answers only when all are there proves the overlap", arguments: [Burst.Release.lastBytes(1), .lastBytes(40), .barrier])
  func overlaps(release: Burst.Release) async throws {
    try await ScriptedServer.with { [answer] _, _ in
      .together(16, answer)
    } _: { server in
      try await WireLoops.with { loops in
        let burst = Burst(endpoint: WireEndpoint(host: "127.0.0.1", port: server.port), loops: loops, options: .init(release: release))
        for _ in 0..<3 {
          let result = try await burst.run((0..<16).map { .json("POST", "/\($0)", body: "{\"n\":\($0)}") }, deadline: .seconds(10))
          #expect(result.responses.count == 16)
          #expect(result.overlap.isComplete)
          #expect(result.overlap.peakInFlight == 16)
          #expect(result.records.map(\.index) == Array(0..<16))
        }
        #expect(server.connections == 16)
        #expect(Set(server.requests.prefix(16)).count == 16)
        await burst.close()
      }
    }
  }

  @Test("nothing is complete at the server before the release")
  func heldBack() async throws {
    try await ScriptedServer.with { _, _ in
      .ok()
    } _: { server in
      try await WireLoops.with { loops in
        let endpoint = WireEndpoint(host: "127.0.0.1", port: server.port)
        let engine = BurstEngine(endpoint: endpoint, loops: loops, options: .init())
        let connections = try await engine.connect(2, reusing: [], warmUp: WireRequest(target: "/warm"))
        #expect(server.requests.count == 2)
        let records = try await engine.run([WireRequest(target: "/a"), WireRequest(target: "/b")], on: connections, deadline: .seconds(5))
        for record in records {
          let released = try #require(record.released)
          let firstByte = try #require(record.firstByte)
          #expect(released <= firstByte)
        }
        #expect(server.requests.count == 4)
        for connection in connections { await connection.close() }
      }
    }
  }

  @Test("what fails after the release is in the records, by index")
  func partialFailure() async throws {
    try await ScriptedServer.with { request, _ in
      request.contains("/1 ") ? .reset : request.contains("/2 ") ? .silence : .ok()
    } _: { server in
      try await WireLoops.with { loops in
        let burst = Burst(endpoint: WireEndpoint(host: "127.0.0.1", port: server.port), loops: loops)
        let result = try await burst.run((0..<3).map { WireRequest(target: "/\($0)") }, deadline: .milliseconds(200))
        #expect(result.records[0].response?.status == 200)
        #expect(result.records[1].error?.kind == .reset)
        #expect(result.records[2].error?.kind == .timedOut)
        await burst.close()
      }
    }
  }

  @Test("a burst on nobody is refused before it starts")
  func refused() async throws {
    var port = 0
    try await ScriptedServer.with { _, _ in
      .ok()
    } _: {
      port = $0.port
    }
    try await WireLoops.with { loops in
      let burst = Burst(endpoint: WireEndpoint(host: "127.0.0.1", port: port), loops: loops)
      let error = await #expect(throws: WireError.self) { try await burst.run([WireRequest(target: "/")]) }
      #expect(error?.kind == .refused)
      await #expect(throws: WireError.self) { try await burst.run([]) }
    }
  }
}

struct BurstOverlapTests {
  private func record(_ released: UInt64?, _ firstByte: UInt64, early: Bool = false) -> BurstRecord {
    BurstRecord(
      index: 0, released: released.map(WireInstant.init(nanoseconds:)), firstByte: WireInstant(nanoseconds: firstByte),
      finished: WireInstant(nanoseconds: firstByte + 5), answeredDuringRelease: early, outcome: .success(WireResponse(status: 200)))
  }

  @Test("requests one after another do not overlap, not even where they touch")
  func serial() {
    let overlap = BurstOverlap([record(0, 10), record(10, 20), record(20, 30)])
    #expect(overlap.peakInFlight == 1)
    #expect(!overlap.happened)
    #expect(!overlap.isComplete)
    #expect(overlap.releaseSpreadNanoseconds == 20)
  }

  @Test("the peak is the greatest number at one instant")
  func peak() {
    let overlap = BurstOverlap([record(0, 10), record(5, 20), record(8, 9), record(15, 30)])
    #expect(overlap.peakInFlight == 3)
    #expect(overlap.happened)
    #expect(!overlap.isComplete)
  }

  @Test("an answer that was there before the release ended counts for nothing")
  func early() {
    let overlap = BurstOverlap([record(0, 100, early: true), record(50, 100)])
    #expect(overlap.peakInFlight == 1)
    #expect(overlap.answeredDuringRelease == 1)
    #expect(!overlap.happened)
  }

  @Test("what was never released is not in flight")
  func unreleased() {
    #expect(BurstOverlap([record(nil, 100), record(0, 100)]).peakInFlight == 1)
    #expect(BurstOverlap([]).peakInFlight == 0)
  }
}
