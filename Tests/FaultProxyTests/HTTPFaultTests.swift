import Testing

@testable import FaultProxy

/// Faults of HTTP, judged byte for byte at both ends.
@Suite(.timeLimit(.minutes(1)))
struct HTTPFaultTests {
  private static let question = "GET /v1/decide?a=1 HTTP/1.1\r\nHost: h\r\n\r\n"
  private static let answer = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntrue"
  private static let replacement = "HTTP/1.1 503 Fault\r\nContent-Length: 0\r\n\r\n"

  @Test("a status replaces the answer, the server sees nothing, and the connection goes on")
  func status() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(
        .http(HTTPFault(.status(503, headers: [HTTPFaultHeader(name: "Retry-After", value: "1")], body: "busy"))))
      try await stage.client.send(Self.question)
      let expected =
        "HTTP/1.1 503 Fault\r\nRetry-After: 1\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 4\r\n\r\nbusy"
      #expect(try await stage.client.read(expected.utf8.count) == expected)
      #expect(try await stage.server.look(milliseconds: 30) == .silence)
      let evidence = try await stage.proxy.heal(applied)
      #expect(evidence.counters.answersReplaced == 1)
      #expect(evidence.bit)
      try await stage.exchange(Self.question, Self.answer)
    }
  }

  @Test("the first N, every k-th, a path and a method choose the requests that are met")
  func choice() async throws {
    func outcomes(_ fault: HTTPFault, _ schedule: FaultSchedule, _ requests: [String]) async throws -> String {
      var seen = ""
      try await Stage.with { stage async throws in
        _ = try await stage.proxy.apply(.http(fault), schedule)
        for line in requests {
          let question = "\(line) HTTP/1.1\r\nHost: h\r\n\r\n"
          try await stage.client.send(question)
          seen += try await outcome(of: stage)
        }
      }
      return seen
    }
    /// Who was reached first: the server, which then answers, or the client by another answer.
    func outcome(of stage: Stage) async throws -> String {
      for _ in 0..<1000 {
        if case .bytes = try await stage.server.look(milliseconds: 5) {
          try await stage.server.send(Self.answer)
          return try await stage.client.read(Self.answer.utf8.count) == Self.answer ? "-" : "?"
        }
        if case .bytes(let bytes) = try await stage.client.look(milliseconds: 5) {
          return bytes == Array(Self.replacement.utf8) ? "x" : "?"
        }
      }
      return "?"
    }
    let unavailable = HTTPFault(.status(503))
    let same = Array(repeating: "GET /", count: 4)
    #expect(try await outcomes(unavailable, FaultSchedule(first: 2), same) == "xx--")
    #expect(try await outcomes(unavailable, FaultSchedule(every: 2), same) == "-x-x")
    #expect(try await outcomes(unavailable, FaultSchedule(after: .requests(3)), same) == "---x")
    let mixed = ["GET /a?x=1", "GET /ab", "POST /a", "GET http://h/a"]
    #expect(try await outcomes(HTTPFault(.status(503), path: "/a"), .always, mixed) == "x-xx")
    #expect(try await outcomes(HTTPFault(.status(503), path: "/a*"), .always, mixed) == "xxxx")
    #expect(try await outcomes(HTTPFault(.status(503), path: "/a", method: "POST"), .always, mixed) == "--x-")
  }

  @Test(
    "a request with a body is taken out whole, in whatever pieces it comes",
    arguments: [
      "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello",
      "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nTrailer: 1\r\n\r\n",
    ], [1, 7, 1000])
  func bodies(request: String, piece: Int) async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.http(HTTPFault(.status(503))), FaultSchedule(first: 1))
      var rest = Substring(request)
      while !rest.isEmpty {
        // A pause makes the pieces arrive as pieces.
        if piece < 1000 { #expect(try await stage.server.look(milliseconds: 1) == .silence) }
        try await stage.client.send(String(rest.unicodeScalars.prefix(piece)))
        rest = Substring(String(String.UnicodeScalarView(rest.unicodeScalars.dropFirst(piece))))
      }
      #expect(try await stage.client.read(Self.replacement.utf8.count) == Self.replacement)
      try await stage.exchange(request, Self.answer)
      #expect(try await stage.proxy.heal(applied).counters.answersReplaced == 1)
    }
  }

  @Test(
    "what is malformed is malformed in that part, and the connection ends behind it where HTTP cannot go on",
    arguments: [
      (HTTPMalformedPart.statusLine, "HTTPS/one", true), (.header, "HTTP/1.1 200 OK\r\nthis field has no colon", true),
      (.length, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4096\r\n\r\n{\"half\":", true),
      (.chunk, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n{\"half\"\r\nzz", true),
      (.json, "HTTP/1.1 200 Fault\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"half\": [1, ", false),
    ])
  func malformed(part: HTTPMalformedPart, start: String, ends: Bool) async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.http(HTTPFault(.malformed(part))))
      try await stage.client.send(Self.question)
      #expect(try await stage.client.read(start.utf8.count).hasPrefix(start.prefix(20)))
      var last = try await stage.client.look(milliseconds: ends ? 5000 : 30)
      if case .bytes = last { last = try await stage.client.look() }
      #expect(last == (ends ? .end : .silence))
      #expect(try await stage.proxy.heal(applied).bit)
    }
  }

  @Test("an empty answer is an end without a byte; an empty body is a status without one")
  func empty() async throws {
    try await Stage.with { stage async throws in
      let body = try await stage.proxy.apply(.http(HTTPFault(.empty(.body))))
      try await stage.client.send(Self.question)
      let expected = "HTTP/1.1 200 Fault\r\nContent-Length: 0\r\n\r\n"
      #expect(try await stage.client.read(expected.utf8.count) == expected)
      #expect(try await stage.proxy.heal(body).bit)
      let answer = try await stage.proxy.apply(.http(HTTPFault(.empty(.answer))))
      try await stage.client.send(Self.question)
      #expect(try await stage.client.look() == .end)
      #expect(try await stage.proxy.heal(answer).bit)
    }
  }

  @Test("a dribbled answer is the server's own, in single segments, and no slower than its gaps")
  func dribble() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(
        .http(HTTPFault(.dribble(bytes: 4, gap: .milliseconds(2)))), FaultSchedule(first: 1))
      let before = stage.client.segmentsReceived
      let start = ContinuousClock.now
      try await stage.exchange(Self.question, Self.answer)
      let pieces = (Self.answer.utf8.count + 3) / 4
      #expect(ContinuousClock.now - start >= .milliseconds(2 * (pieces - 1)))
      #expect(stage.client.segmentsReceived - before >= pieces)
      try await stage.exchange(Self.question, Self.answer)
      let evidence = try await stage.proxy.heal(applied)
      #expect(evidence.counters.slices == pieces)
      #expect(evidence.counters.answersReplaced == 1)
    }
  }

  @Test("a redirect loop sends the request to where it went, again and again")
  func redirectLoop() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.http(HTTPFault(.redirectLoop())))
      let expected = "HTTP/1.1 307 Fault\r\nLocation: /v1/decide?a=1\r\nContent-Length: 0\r\n\r\n"
      for _ in 0..<3 {
        try await stage.client.send(Self.question)
        #expect(try await stage.client.read(expected.utf8.count) == expected)
      }
      #expect(try await stage.proxy.heal(applied).counters.answersReplaced == 3)
    }
  }

  @Test("what is no HTTP passes untouched, and the fault did not bite", arguments: ["Q\u{0}\u{0}\u{0}", "hello, world", "\u{16}\u{3}"])
  func foreign(text: String) async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.http(HTTPFault(.status(503))))
      try await stage.exchange(text, "binary")
      #expect(try await !stage.proxy.heal(applied).bit)
    }
  }

  @Test("a head that has not ended when the fault is healed goes to the server whole")
  func healedInside() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.http(HTTPFault(.status(503))))
      try await stage.client.send("GET / HTT")
      #expect(try await stage.server.look(milliseconds: 30) == .silence)
      try await stage.proxy.heal(applied)
      try await stage.client.send("P/1.1\r\n\r\n")
      #expect(try await stage.server.read(18) == "GET / HTTP/1.1\r\n\r\n")
    }
  }

  @Test("a replaced answer is late where a latency is in force as well")
  func combines() async throws {
    try await Stage.with { stage async throws in
      let late = try await stage.proxy.apply(.latency(delay: .milliseconds(20), direction: .toClient))
      let status = try await stage.proxy.apply(.http(HTTPFault(.status(503))))
      let start = ContinuousClock.now
      try await stage.client.send(Self.question)
      #expect(try await stage.client.read(Self.replacement.utf8.count) == Self.replacement)
      #expect(ContinuousClock.now - start >= .milliseconds(20))
      #expect(try await stage.proxy.heal(late).bit)
      #expect(try await stage.proxy.heal(status).bit)
    }
  }
}
