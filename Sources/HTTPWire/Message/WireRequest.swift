/// An HTTP/1.1 request that is sent exactly as it was written: order and case of headers are kept, and nothing is corrected.
public struct WireRequest: Sendable, Hashable {
  /// What the client may add to a request.
  public enum Framing: Sendable, Hashable {
    /// Adds `Host` where it is missing, and `Content-Length` where there is a body and neither length nor transfer coding.
    case automatic
    /// Adds nothing; the caller may send a request without `Host`, with two lengths, or with a wrong one.
    case exact
  }

  public var method: String
  /// The request target as it goes on the wire, for instance `/v1/users?limit=2`.
  public var target: String
  public var headers: WireHeaders
  public var body: [UInt8]
  public var framing: Framing
  /// Where set, these bytes are sent instead of everything above; `method` still decides whether a response body may follow.
  public var rawBytes: [UInt8]?

  public init(method: String = "GET", target: String, headers: WireHeaders = [], body: [UInt8] = [], framing: Framing = .automatic) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
    self.framing = framing
  }

  /// A request of arbitrary bytes, for malformed messages of every kind.
  public static func raw(_ bytes: [UInt8], method: String = "GET") -> WireRequest {
    var request = WireRequest(method: method, target: "/", framing: .exact)
    request.rawBytes = bytes
    return request
  }

  /// A request with a JSON body and its `Content-Type`.
  public static func json(_ method: String, _ target: String, headers: WireHeaders = [], body: String) -> WireRequest {
    var headers = headers
    if !headers.contains(name: "content-type") { headers.add("Content-Type", "application/json") }
    return WireRequest(method: method, target: target, headers: headers, body: Array(body.utf8))
  }

  /// The bytes that go on the wire to `endpoint`.
  public func serialized(for endpoint: WireEndpoint) -> [UInt8] {
    if let rawBytes { return rawBytes }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(target.utf8.count + headers.fields.count * 48 + body.count + 128)
    func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
    func append(_ name: String, _ value: String) {
      append(name)
      append(": ")
      append(value)
      append("\r\n")
    }
    append(method)
    append(" ")
    append(target)
    append(" HTTP/1.1\r\n")
    if framing == .automatic, !headers.contains(name: "host") { append("Host", endpoint.description) }
    for field in headers.fields { append(field.name, field.value) }
    if framing == .automatic, needsLength { append("Content-Length", String(body.count)) }
    append("\r\n")
    bytes.append(contentsOf: body)
    return bytes
  }

  /// Safe to send again when a kept-alive connection turned out to be gone (RFC 9110 section 9.2.2, the read-only part).
  var isSafeToRepeat: Bool {
    rawBytes == nil && ["GET", "HEAD", "OPTIONS"].contains(method)
  }

  private var needsLength: Bool {
    if headers.contains(name: "content-length") || headers.contains(name: "transfer-encoding") { return false }
    return !body.isEmpty || ["POST", "PUT", "PATCH"].contains(method)
  }
}
