import Testing

@testable import ContractGate

@Suite struct EventStreamTests {
  private static func stream(_ text: String) -> EventStream { EventStream(Array(text.utf8)) }

  @Test("reads fields, comments and all line ends", arguments: ["\n", "\r\n", "\r"])
  func fields(end: String) {
    let lines = ["\u{FEFF}: hello", "id: 7", "event: order", "data: one", "data:two", "retry: 10", "", "data", "", "extension: x", ""]
    let stream = Self.stream(lines.joined(separator: end) + end)
    #expect(stream.faults == [])
    #expect(stream.events.map(\.data) == ["one\ntwo", ""])
    #expect(stream.events.first?.type == "order")
    #expect(stream.events.map(\.id) == ["7", "7"])
  }

  @Test(
    "says what a client loses",
    arguments: [
      ("{\"kind\":\"a\"}\n\n", EventStream.Fault.field), ("retry: soon\n\n", .retry), ("id: a\u{0}b\n\n", .identifier),
      ("data: a\n", .unfinished), ("data: a", .unfinished),
    ])
  func faults(text: String, fault: EventStream.Fault) {
    #expect(Self.stream(text).faults == [fault])
  }

  @Test("bytes that are no UTF-8 are a fault")
  func encoding() {
    #expect(EventStream([0x64, 0x3A, 0xFF, 0x0A, 0x0A]).faults == [.encoding])
  }

  @Test("a stream that goes on is not judged by its end")
  func unfinished() {
    let stream = EventStream(Array("data: a\n\ndata: b".utf8), isWhole: false)
    #expect(stream.faults == [])
    #expect(stream.events.map(\.data) == ["a"])
  }
}
