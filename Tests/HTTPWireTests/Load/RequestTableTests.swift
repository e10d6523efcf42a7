import Testing

@testable import HTTPWire

@Suite("Request table")
struct RequestTableTests {
  @Test("sends each kind as often as its weight says, and rare ones at least once")
  func weights() {
    let order = RequestTable.order(of: [70, 29.99, 0.01, 0.000_01], seed: 3)
    let counts = (0..<4).map { kind in order.filter { $0 == UInt16(kind) }.count }
    #expect(abs(Double(counts[0]) / Double(order.count) - 0.7) < 0.001)
    #expect(abs(Double(counts[1]) / Double(order.count) - 0.2999) < 0.001)
    #expect(counts[2] >= 1 && counts[3] >= 1)
    #expect(order == RequestTable.order(of: [70, 29.99, 0.01, 0.000_01], seed: 3))
    #expect(order != order.sorted())
  }

  @Test("sends the rows of a data table in turn")
  func variants() {
    let requests = [LoadRequest(name: "a", variants: [[1], [2, 2], [3, 3, 3]])]
    var table = RequestTable(requests, thread: 0, of: 1, seed: 1)
    defer { table.release() }
    let sent = (0..<5).map { _ in
      let entry = table.next()
      return Array(UnsafeBufferPointer(start: entry.bytes, count: entry.count))
    }
    #expect(sent == [[1], [2, 2], [3, 3, 3], [1], [2, 2]])
  }
}
