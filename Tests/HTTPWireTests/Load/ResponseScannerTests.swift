import Testing

@testable import HTTPWire

@Suite("Response scanner")
struct ResponseScannerTests {
  /// Feeds the text in pieces of so many bytes.
  private func scan(_ text: String, pieces: Int, isHead: Bool = false) -> (progress: ResponseScanner.Progress, scanner: ResponseScanner) {
    var scanner = ResponseScanner()
    scanner.begin(isHead: isHead)
    var progress = ResponseScanner.Progress.needsMore
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty, progress == .needsMore {
      let piece = Array(rest.prefix(pieces))
      rest = rest.dropFirst(pieces)
      progress = piece.withUnsafeBufferPointer { bytes in
        bytes.baseAddress.map { scanner.feed($0, bytes.count) } ?? .needsMore
      }
    }
    scanner.release()
    return (rest.isEmpty ? progress : progress == .complete ? .malformed : progress, scanner)
  }

  static let complete: [(text: String, status: Int, closes: Bool)] = [
    ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, false),
    ("HTTP/1.1 200 OK\r\ncontent-LENGTH:5\r\nConnection: Close\r\n\r\nhello", 200, true),
    ("HTTP/1.1 404\r\nContent-Length: 0\r\n\r\n", 404, false),
    ("HTTP/1.1 204 No Content\r\n\r\n", 204, false),
    ("HTTP/1.1 304 Not Modified\r\nContent-Length: 50\r\n\r\n", 304, false),
    ("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", 200, true),
    ("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx", 200, false),
    ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok", 201, false),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n10;x=y\r\n0123456789abcdef\r\n0\r\n\r\n", 200, false),
    ("HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, Chunked\r\nContent-Length: 3\r\n\r\n1\r\na\r\n0\r\nTrailer: x\r\n\r\n", 200, false),
  ]

  @Test("finds the end of a response, however it comes in pieces", arguments: complete, [1, 2, 3, 7, 1_000])
  func ends(response: (text: String, status: Int, closes: Bool), pieces: Int) {
    let (progress, scanner) = scan(response.text, pieces: pieces)
    #expect(progress == .complete)
    #expect(scanner.status == response.status)
    #expect(scanner.closes == response.closes)
    #expect(scan(String(response.text.dropLast()), pieces: pieces).progress == .needsMore)
  }

  @Test("the answer to HEAD has no body, whatever it says")
  func head() {
    #expect(scan("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", pieces: 1_000, isHead: true).progress == .complete)
  }

  @Test("a response without a length ends with the connection")
  func untilClose() {
    var (progress, scanner) = scan("HTTP/1.1 200 OK\r\n\r\nsome", pieces: 1_000)
    #expect(progress == .needsMore)
    #expect(scanner.close() == .complete)
    #expect(scanner.closes)
    (progress, scanner) = scan("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nsome", pieces: 1_000)
    #expect(scanner.close() == .malformed)
  }

  @Test(
    "what is no response, or more than one, is told",
    arguments: [
      "SSH-2.0-OpenSSH\r\n\r\n", "HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 20x OK\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n",
      "HTTP/1.1 101 Switching Protocols\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
      "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxy",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nHTTP",
    ], [1, 1_000])
  func malformed(text: String, pieces: Int) {
    #expect(scan(text, pieces: pieces).progress == .malformed)
  }

  @Test("a head that never ends is refused", arguments: [1_000, 40_000])
  func endless(pieces: Int) {
    let field = String(repeating: "X-Field: \(String(repeating: "x", count: 90))\r\n", count: 400)
    #expect(scan("HTTP/1.1 200 OK\r\n" + field, pieces: pieces).progress == .malformed)
  }
}
