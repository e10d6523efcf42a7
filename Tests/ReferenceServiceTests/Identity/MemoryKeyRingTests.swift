import Testing

@testable import ReferenceService

@Suite struct MemoryKeyRingTests {
  @Test("moves next to active and active to retired")
  func rotates() async throws {
    let clock = ManualServiceClock()
    let ring = MemoryKeyRing(clock: clock, random: SeededServiceRandom(seed: 1))
    let before = try await ring.keys()
    clock.advance(by: .seconds(5))
    let after = try await ring.rotate()
    #expect(after.active.id == before.next.id)
    #expect(after.next.id != before.active.id)
    #expect(after.retired.map(\.key.id) == [before.active.id])
    #expect(after.changedAt == clock.now())
  }

  @Test("loses no rotation of many at once")
  func manyAtOnce() async throws {
    let ring = MemoryKeyRing(clock: ManualServiceClock(), random: SeededServiceRandom(seed: 2))
    _ = try await ring.keys()
    let active = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<6 { group.addTask { try await ring.rotate().active.id } }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(active.count == 6)
    #expect(try await ring.keys().retired.count == 6)
  }
}
