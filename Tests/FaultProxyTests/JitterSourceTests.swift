import Testing

@testable import FaultProxy

struct JitterSourceTests {
  @Test("the same seed gives the same delays, within the jitter, and another seed gives others")
  func seeded() {
    func delays(_ seed: UInt64) -> [Int64] {
      var source = JitterSource(delay: 1000, jitter: 300, seed: seed)
      return (0..<50).map { _ in source.next() }
    }
    let first = delays(1)
    #expect(first == delays(1))
    #expect(first != delays(2))
    #expect(first.allSatisfy { (700...1300).contains($0) })
    #expect(Set(first).count > 10)
  }

  @Test("a delay is never negative")
  func neverNegative() {
    var source = JitterSource(delay: 10, jitter: 1000, seed: 3)
    #expect((0..<200).allSatisfy { _ in source.next() >= 0 })
  }
}
