import GateKit
import Testing

@Suite struct DeadlineTests {
  /// A clock whose waits end at once, or never.
  struct StillClock: Clock {
    struct Instant: InstantProtocol {
      func advanced(by duration: Duration) -> Instant { self }
      func duration(to other: Instant) -> Duration { .zero }
      static func < (left: Instant, right: Instant) -> Bool { false }
    }

    var isDue: Bool
    var now: Instant { Instant() }
    var minimumResolution: Duration { .zero }
    func sleep(until deadline: Instant, tolerance: Duration?) async throws { if !isDue { try await Self.hang() } }

    static func hang() async throws {
      let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
      for await _ in stream {}
      continuation.finish()
      try Task.checkCancellation()
    }
  }

  struct Broken: Error, Equatable {}

  @Test("What the body returns in time is returned, and what it throws is thrown")
  func inTime() async throws {
    #expect(try await withDeadline(.seconds(1), "x", clock: StillClock(isDue: false)) { 42 } == 42)
    #expect(try await withDeadline(.seconds(1), "x", clock: StillClock(isDue: false)) { nil as Int? } == nil)
    await #expect(throws: Broken()) { try await withDeadline(.seconds(1), "x", clock: StillClock(isDue: false)) { throw Broken() } }
  }

  @Test("A body that is late is cancelled, and the error says what was waited for and how long")
  func late() async throws {
    let cancelled = Cell(false)
    let error = await #expect(throws: DeadlineExceeded.self) {
      try await withDeadline(.seconds(3), "the answer", clock: StillClock(isDue: true)) {
        do { try await StillClock.hang() } catch { await cancelled.set(true) }
      }
    }
    #expect(error == DeadlineExceeded(operation: "the answer", limit: .seconds(3)))
    #expect(error?.description == "the answer took longer than its limit of 3.0 seconds")
    #expect(await cancelled.value)
  }

  @Test("A call that is cancelled cancels its body and says so")
  func cancelled() async throws {
    let started = AsyncStream.makeStream(of: Void.self)
    await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        do {
          try await withDeadline(.seconds(3), "x", clock: StillClock(isDue: false)) {
            started.continuation.finish()
            try await StillClock.hang()
          }
          return false
        } catch {
          return error is CancellationError
        }
      }
      for await _ in started.stream {}
      group.cancelAll()
      #expect(await group.next() == true)
    }
  }

  actor Cell {
    private(set) var value: Bool
    init(_ value: Bool) { self.value = value }
    func set(_ value: Bool) { self.value = value }
  }
}
