import Testing

@testable import HTTPWire

struct ResponseParserTests {
  private func parse(_ text: String, method: String = "GET", limits: WireLimits = WireLimits(), step: Int? = nil) throws -> ResponseParser {
    var parser = ResponseParser(method: method, limits: limits)
    let bytes = Array(text.utf8)
    let step = step ?? max(1, bytes.count)
    for start in stride(from: 0, to: bytes.count, by: step) {
      if try parser.feed(bytes[start..<min(start + step, bytes.count)]) { break }
    }
    return parser
  }

  @Test("a response is the same however its bytes are cut", arguments: [1, 2, 3, 7, 64, 4096])
  func anyCut(step: Int) throws {
    let text =
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 All Good\r\nX-A: 1\r\nx-a:  two \r\nTransfer-Encoding: chunked\r\n\r\n"
      + "5;ext=1\r\nhello\r\nA\r\n, world!!!\r\n0\r\nX-Sum: 9\r\n\r\n"
    let parser = try parse(text, step: step)
    #expect(parser.isComplete)
    #expect(parser.keepsAlive)
    #expect(parser.response.status == 200)
    #expect(parser.response.reason == "All Good")
    #expect(parser.response.headers.values("X-A") == ["1", "two"])
    #expect(parser.response.text == "hello, world!!!")
    #expect(parser.response.trailers["x-sum"] == "9")
  }

  @Test(
    "responses without content end with their head",
    arguments: [("HEAD", "200", "5"), ("GET", "204", "5"), ("GET", "304", "5"), ("GET", "200", "0")])
  func withoutBody(method: String, status: String, length: String) throws {
    let parser = try parse("HTTP/1.1 \(status) X\r\nContent-Length: \(length)\r\n\r\n", method: method)
    #expect(parser.isComplete)
    #expect(parser.response.body.isEmpty)
  }

  @Test("a response without length ends with the connection, which is not kept")
  func untilClose() throws {
    var parser = try parse("HTTP/1.1 200 OK\r\n\r\nsome")
    #expect(!parser.isComplete)
    let ended = parser.finish()
    #expect(ended)
    #expect(parser.response.text == "some")
    #expect(!parser.keepsAlive)
  }

  @Test("a response with a length does not end with the connection")
  func cutShort() throws {
    var parser = try parse("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nsome")
    let ended = parser.finish()
    #expect(!ended)
  }

  @Test(
    "Connection: close, and HTTP/1.0 without keep-alive, end the connection", arguments: ["1.1 200 OK\r\nConnection: close", "1.0 200 OK"])
  func noKeepAlive(head: String) throws {
    #expect(try !parse("HTTP/\(head)\r\nContent-Length: 0\r\n\r\n").keepsAlive)
  }

  @Test("bytes after the response are kept apart")
  func leftover() throws {
    let parser = try parse("HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\nEXTRA")
    #expect(parser.leftover == Array("EXTRA".utf8))
  }

  @Test(
    "what is not HTTP/1 is malformed, with a reason",
    arguments: [
      "SSH-2.0-OpenSSH\r\n", "HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 2x0 OK\r\n\r\n", "HTTP/1.1 099 OK\r\n\r\n",
      "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "HTTP/1.1 200 OK\r\n: x\r\n\r\n", "HTTP/1.1 200 OK\r\nbad name: x\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFF\r\n",
    ])
  func malformed(text: String) {
    do {
      _ = try parse(text)
      Issue.record("accepted")
    } catch ResponseParser.Failure.malformed(let reason) {
      #expect(!reason.isEmpty)
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test(
    "heads and bodies are bounded",
    arguments: [
      "HTTP/1.1 200 OK\r\nX: \(String(repeating: "a", count: 300))\r\n\r\n", "HTTP/1.1 200 \(String(repeating: "a", count: 300))",
      "HTTP/1.1 200 OK\r\n" + String(repeating: "A: b\r\n", count: 100),
      "HTTP/1.1 200 OK\r\nContent-Length: 51\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n\(String(repeating: "b", count: 51))",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n\(String(repeating: "b", count: 64))",
    ])
  func bounded(text: String) {
    #expect {
      try parse(text, limits: WireLimits(headBytes: 200, bodyBytes: 50))
    } throws: { error in
      if case ResponseParser.Failure.tooLarge = error { true } else { false }
    }
  }

  @Test("a body that is not kept is still counted against the limit")
  func discards() throws {
    let parser = try parse("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", limits: WireLimits(keepsBody: false))
    #expect(parser.isComplete)
    #expect(parser.response.body.isEmpty)
  }
}
