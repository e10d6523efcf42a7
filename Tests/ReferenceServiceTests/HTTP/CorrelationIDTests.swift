import HTTPTypes
import Testing

@testable import ReferenceService

@Suite struct CorrelationIDTests {
  private let random = SeededServiceRandom(seed: 1)

  @Test("takes a plain request id over", arguments: ["a", "req-1.2_3", String(repeating: "x", count: 128)])
  func takesOver(text: String) throws {
    #expect(try CorrelationID(headers: [.requestID: text], random: random).requestID == text)
  }

  @Test("replaces a request id that could forge a line", arguments: ["", "a b", "a\"b", "é", String(repeating: "x", count: 129)])
  func replaces(text: String) throws {
    let made = try CorrelationID(headers: [.requestID: text], random: random).requestID
    #expect(made != text)
    #expect(made.count == 36)
  }

  @Test(
    "reads the trace id of a valid traceparent only",
    arguments: [
      ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "4bf92f3577b34da6a3ce929d0e0e4736"),
      ("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more", "4bf92f3577b34da6a3ce929d0e0e4736"),
      ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more", nil),
      ("00-00000000000000000000000000000000-00f067aa0ba902b7-01", nil),
      ("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", nil),
      ("ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", nil),
      ("nonsense", nil),
    ] as [(String, String?)])
  func traces(header: String, expected: String?) throws {
    #expect(try CorrelationID(headers: [.traceparent: header], random: random).traceID == expected)
  }
}
