/// What has come of one stream's answer.
struct HTTP2Exchange: Sendable {
  private let isHead: Bool
  private let limits: WireLimits
  private(set) var response = WireResponse(status: 0, version: "HTTP/2")
  private(set) var received = 0
  private(set) var firstByte: WireInstant?
  private(set) var finished: WireInstant?
  private(set) var failure: HTTP2Failure?
  private var hasHead = false

  init(method: String, limits: WireLimits) {
    isHead = method == "HEAD"
    self.limits = limits
  }

  var isOver: Bool { finished != nil }

  mutating func take(fields: [(name: String, value: String)], ends: Bool, at instant: WireInstant) {
    guard !isOver else { return }
    firstByte = firstByte ?? instant
    received += fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
    if hasHead {
      for field in fields { response.trailers.add(field.name, field.value) }
    } else {
      guard let text = fields.first(where: { $0.name == ":status" })?.value, let status = Int(text), (100...999).contains(status) else {
        return end(.malformed("an answer without a legal :status"), at: instant)
      }
      // An interim answer: the real one follows (RFC 9113 section 8.1).
      if (100...199).contains(status), !ends { return }
      hasHead = true
      response.status = status
      for field in fields where !field.name.hasPrefix(":") { response.headers.add(field.name, field.value) }
    }
    if ends { finished = instant }
  }

  mutating func take(body: ArraySlice<UInt8>, ends: Bool, at instant: WireInstant) {
    guard !isOver else { return }
    guard hasHead else { return end(.malformed("a body before its head"), at: instant) }
    received += body.count
    guard response.body.count + body.count <= limits.bodyBytes else {
      return end(.tooLarge("the body exceeds \(limits.bodyBytes) bytes"), at: instant)
    }
    if limits.keepsBody, !isHead { response.body += body }
    if ends { finished = instant }
  }

  mutating func end(_ reason: HTTP2Failure, at instant: WireInstant) {
    guard !isOver else { return }
    failure = reason
    finished = instant
  }
}
