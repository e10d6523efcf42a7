import Testing

@testable import HTTPWire

struct WireRequestTests {
  private let endpoint = WireEndpoint(host: "127.0.0.1", port: 8080)

  private func text(_ request: WireRequest) -> String { String(decoding: request.serialized(for: endpoint), as: UTF8.self) }

  @Test("order, case and duplicates of headers go on the wire as they were given")
  func exactHeaders() {
    let request = WireRequest(target: "/a?b=c", headers: ["x-B": "1", "HOST": "other", "X-b": "2"])
    #expect(text(request) == "GET /a?b=c HTTP/1.1\r\nx-B: 1\r\nHOST: other\r\nX-b: 2\r\n\r\n")
  }

  @Test("automatic framing adds a host and a length only where they are missing")
  func automatic() {
    #expect(
      text(WireRequest(method: "POST", target: "/", body: Array("hi".utf8)))
        == "POST / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nContent-Length: 2\r\n\r\nhi")
    #expect(text(WireRequest(method: "POST", target: "/")).contains("Content-Length: 0"))
    #expect(!text(WireRequest(target: "/")).contains("Content-Length"))
    #expect(!text(WireRequest(method: "POST", target: "/", headers: ["transfer-encoding": "chunked"])).contains("Content-Length"))
  }

  @Test("exact framing and raw bytes add nothing")
  func exact() {
    #expect(text(WireRequest(method: "GET", target: "/", body: [65], framing: .exact)) == "GET / HTTP/1.1\r\n\r\nA")
    #expect(text(.raw(Array("\u{0}garbage".utf8))) == "\u{0}garbage")
  }

  @Test(
    "an endpoint is read from an authority or URL",
    arguments: [
      ("http://localhost:81/x?y", "localhost", 81), ("http://h", "h", 80), ("ws://[::1]:9/p", "::1", 9), ("HTTP://h:1#f", "h", 1),
    ])
  func endpoints(url: String, host: String, port: Int) {
    #expect(WireEndpoint(url: url) == WireEndpoint(host: host, port: port))
  }

  @Test(
    "what is no endpoint is refused",
    arguments: ["https://h", "http://", "http://u@h", "http://h:70000", "http://h:x", "http://[::1", "h:1", "http://h:"])
  func notEndpoints(url: String) {
    #expect(WireEndpoint(url: url) == nil)
  }
}
