import Cryptography
import ReferenceService
import Testing

@Suite struct WebhookSignatureTests {
  private static let secret = "a-secret-of-the-tests"
  private static let body = Array(#"{"event_id":"e"}"#.utf8)

  private static func header(at seconds: Int64, body: [UInt8] = body, secret: String = secret) -> String {
    "t=\(seconds),v1=" + Hex.encode(hmacSHA256(key: Array(secret.utf8), Array("\(seconds).".utf8) + body))
  }

  private func isGenuine(_ header: String?) -> Bool {
    RawBytesVerifying().isGenuine(
      header, body: Self.body, secret: Self.secret, now: ServiceInstant(secondsSinceEpoch: 10_000), tolerance: .seconds(300))
  }

  @Test(
    "A signature is good for 300 seconds, before and after",
    arguments: [(9_699, false), (9_700, true), (10_000, true), (10_300, true), (10_301, false), (0, false)])
  func fresh(seconds: Int64, expected: Bool) { #expect(isGenuine(Self.header(at: seconds)) == expected) }

  @Test(
    "Anything but the provider's signature over these bytes is refused",
    arguments: [
      nil, "", "t=10000", "v1=00", "t=10000,v1=", "t=x,v1=00", header(at: 10_000).uppercased(), header(at: 10_000) + ",t=10000",
      header(at: 10_000, body: body + [0x20]), header(at: 10_000, secret: "another secret of theirs"),
      String(repeating: "t=10000,", count: 100) + "v1=00",
    ])
  func refused(header: String?) { #expect(!isGenuine(header)) }
}
