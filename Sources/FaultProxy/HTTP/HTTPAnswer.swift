import NIOCore

/// The bytes of an answer that replaces the server's.
struct HTTPAnswer {
  var bytes: String
  /// The connection ends behind it, in order.
  var ends: Bool

  init(_ answer: HTTPFaultAnswer, to request: HTTPRequestHead) {
    let text = Self.text(answer, to: request)
    bytes = text
    switch answer {
    case .malformed(.json), .empty(.body), .status, .redirectLoop, .dribble:
      // What follows on the connection could not be told from the body that was not sent.
      ends = request.expectsContinue
    case .malformed, .empty(.answer): ends = true
    }
  }

  private static func text(_ answer: HTTPFaultAnswer, to request: HTTPRequestHead) -> String {
    switch answer {
    case .status(let status, let headers, let body): whole(status, headers, body, to: request)
    case .malformed(.statusLine): "HTTPS/one 2OO perhaps\r\n\r\n"
    case .malformed(.header): "HTTP/1.1 200 OK\r\nthis field has no colon\r\nContent-Length: 0\r\n\r\n"
    case .malformed(.length):
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4096\r\n\r\n{\"half\":"
    case .malformed(.chunk):
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n{\"half\"\r\nzz\r\n: true}\r\n"
    case .malformed(.json): whole(200, [.init(name: "Content-Type", value: "application/json")], "{\"half\": [1, ", to: request)
    case .empty(.answer): ""
    case .empty(.body): whole(200, [], "", to: request)
    case .redirectLoop(let status): whole(status, [.init(name: "Location", value: request.target)], "", to: request)
    // The server's own answer.
    case .dribble: ""
    }
  }

  private static func whole(_ status: Int, _ headers: [HTTPFaultHeader], _ body: String, to request: HTTPRequestHead) -> String {
    var lines = ["HTTP/1.1 \(status) Fault"]
    lines += headers.map { "\($0.name): \($0.value)" }
    let hasType = headers.contains { $0.name.lowercased() == "content-type" }
    if !body.isEmpty, !hasType { lines.append("Content-Type: text/plain; charset=utf-8") }
    let mayHaveBody = status != 204 && status != 304
    if mayHaveBody { lines.append("Content-Length: \(body.utf8.count)") }
    let head = lines.joined(separator: "\r\n") + "\r\n\r\n"
    return request.method == "HEAD" || !mayHaveBody ? head : head + body
  }
}
