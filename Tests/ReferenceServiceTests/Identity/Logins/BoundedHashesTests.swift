import ReferenceService
import Synchronization
import Testing

@Suite struct BoundedHashesTests {
  private final class Load: Sendable {
    private let state = Mutex((now: 0, peak: 0))

    var peak: Int { state.withLock { $0.peak } }

    func run() async {
      state.withLock {
        $0.now += 1
        $0.peak = max($0.peak, $0.now)
      }
      for _ in 1...20 { await Task.yield() }
      state.withLock { $0.now -= 1 }
    }
  }

  @Test("No more run at once than may, and all of them get their turn")
  func limit() async throws {
    let slots = BoundedHashes(limit: 3, deadline: .seconds(60))
    let load = Load()
    let done = try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 1...100 { group.addTask { try await slots.run { await load.run() } } }
      return try await group.reduce(0) { count, _ in count + 1 }
    }
    #expect(done == 100)
    #expect(load.peak <= 3)
  }

  @Test("Whoever waits too long is told so, and takes nobody's turn")
  func deadline() async throws {
    let slots = BoundedHashes(limit: 1, deadline: .milliseconds(100))
    let (gate, open) = AsyncStream<Void>.makeStream()
    let (began, begin) = AsyncStream<Void>.makeStream()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { begin.finish() }
        try await slots.run {
          begin.finish()
          for await _ in gate {}
        }
      }
      for await _ in began {}
      for _ in 1...2 {
        let error = await #expect(throws: ServiceError.self) { try await slots.run {} }
        #expect(error?.code == "ERR_LOGIN_BUSY")
      }
      open.finish()
      try await group.waitForAll()
    }
    let patient = BoundedHashes(limit: 1, deadline: .seconds(60))
    try await patient.run {}
    try await patient.run {}
  }

  @Test("A failure gives the turn back")
  func failure() async throws {
    struct Broken: Error {}
    let slots = BoundedHashes(limit: 1, deadline: .seconds(60))
    await #expect(throws: Broken.self) { try await slots.run { throw Broken() } }
    #expect(try await slots.run { 7 } == 7)
  }

  @Test("A caller that is cancelled while it waits leaves the queue")
  func cancellation() async throws {
    let slots = BoundedHashes(limit: 1, deadline: .seconds(60))
    let (gate, open) = AsyncStream<Void>.makeStream()
    let (began, begin) = AsyncStream<Void>.makeStream()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { begin.finish() }
        try await slots.run {
          begin.finish()
          for await _ in gate {}
        }
      }
      for await _ in began {}
      await withTaskGroup(of: Bool.self) { waiters in
        waiters.addTask {
          do {
            try await slots.run {}
            return false
          } catch { return error is CancellationError }
        }
        waiters.cancelAll()
        for await wasCancelled in waiters { #expect(wasCancelled) }
      }
      open.finish()
      try await group.waitForAll()
    }
    #expect(try await slots.run { 7 } == 7)
  }
}
