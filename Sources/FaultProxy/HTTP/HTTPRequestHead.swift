/// What of a request of HTTP/1.1 decides how it is answered and where it ends (RFC 9112).
struct HTTPRequestHead: Sendable, Hashable {
  enum Body: Sendable, Hashable {
    case bytes(Int)
    case chunks
  }

  var method: String
  /// As it was sent.
  var target: String
  var body: Body
  /// The client waits for a word before it sends the body (RFC 9110, section 10.1.1).
  var expectsContinue: Bool
  /// Afterwards the connection may speak something else.
  var isUpgrade: Bool

  /// The target without its query, and without scheme and host where it has them.
  var path: String {
    var rest = Substring(target)
    if let scheme = rest.firstRange(of: "://") {
      rest = rest[scheme.upperBound...]
      rest = rest.firstIndex(of: "/").map { rest[$0...] } ?? "/"
    }
    return String(rest.prefix { $0 != "?" })
  }

  /// Reads a head, its empty line left out; nil for what is no HTTP/1.
  init?(_ text: String) {
    let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
    let words = (lines.first ?? "").split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[2].hasPrefix("HTTP/1.") else { return nil }
    method = String(words[0])
    target = String(words[1])
    body = .bytes(0)
    expectsContinue = false
    isUpgrade = method == "CONNECT"
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }.lowercased()
      switch line[..<colon].lowercased() {
      case "content-length":
        guard let length = Int(value.prefix { $0.isASCII && $0.isNumber }), length >= 0 else { return nil }
        if body != .chunks { body = .bytes(length) }
      case "transfer-encoding": if value.contains("chunked") { body = .chunks }
      case "expect": expectsContinue = value.hasPrefix("100-continue")
      case "upgrade": isUpgrade = true
      default: break
      }
    }
  }
}
