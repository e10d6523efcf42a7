import HTTPTypes

/// What ties a request, its log lines and its answer together.
public struct CorrelationID: Sendable, Equatable {
  /// The `X-Request-Id` of the caller when it is well formed, otherwise one of our own.
  public let requestID: String
  /// The trace id of a well-formed W3C `traceparent`, if there is one.
  public let traceID: String?

  init(headers: HTTPFields, random: any ServiceRandom, rule: any RequestIDRule = PlainRequestIDs()) throws {
    if let given = headers[.requestID], rule.accepts(given) {
      requestID = given
    } else {
      requestID = try random.identifier()
    }
    traceID = headers[.traceparent].flatMap(Self.traceID(in:))
  }

  /// W3C Trace Context, `version-traceid-parentid-flags`; version ff and all-zero ids are invalid.
  private static func traceID(in header: String) -> String? {
    let parts = header.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 4, parts.prefix(4).map(\.utf8.count) == [2, 32, 16, 2] else { return nil }
    guard parts.prefix(4).allSatisfy({ $0.utf8.allSatisfy(isLowerHex) }), parts[0] != "ff" else { return nil }
    guard parts[0] != "00" || parts.count == 4 else { return nil }
    guard parts[1].contains(where: { $0 != "0" }), parts[2].contains(where: { $0 != "0" }) else { return nil }
    return String(parts[1])
  }

  private static func isLowerHex(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}
