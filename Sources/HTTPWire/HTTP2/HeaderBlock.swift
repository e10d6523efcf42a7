/// A request's header section for HTTP/2: literals without indexing and without Huffman coding (RFC 7541 section 6.2.2), so that
/// a block depends on nothing that went before it.
enum HeaderBlock {
  /// Fields that describe an HTTP/1.1 connection (RFC 9113 section 8.2.2).
  private static let connectionFields: Set<String> = [
    "connection", "host", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade",
  ]

  static func encode(_ request: WireRequest, for endpoint: WireEndpoint) -> [UInt8] {
    var bytes: [UInt8] = []
    append(":method", request.method, to: &bytes)
    append(":scheme", endpoint.tls == nil ? "http" : "https", to: &bytes)
    append(":authority", request.headers["host"] ?? endpoint.description, to: &bytes)
    append(":path", request.target, to: &bytes)
    for field in request.headers {
      let name = field.name.lowercased()
      guard !connectionFields.contains(name) else { continue }
      append(name, field.value, to: &bytes)
    }
    if !request.body.isEmpty, !request.headers.contains(name: "content-length") {
      append("content-length", String(request.body.count), to: &bytes)
    }
    return bytes
  }

  private static func append(_ name: String, _ value: String, to bytes: inout [UInt8]) {
    bytes.append(0)
    append(Array(name.utf8), to: &bytes)
    append(Array(value.utf8), to: &bytes)
  }

  /// A string with its length in a prefix of seven bits (RFC 7541 sections 5.1 and 5.2).
  private static func append(_ text: [UInt8], to bytes: inout [UInt8]) {
    if text.count < 127 {
      bytes.append(UInt8(text.count))
    } else {
      bytes.append(127)
      var rest = text.count - 127
      while rest >= 128 {
        bytes.append(UInt8(rest & 127) | 128)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
    }
    bytes += text
  }
}
