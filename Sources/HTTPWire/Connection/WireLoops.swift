import NIOCore
import NIOPosix
import Synchronization

/// The event loops that clients, bursts and load loops share. Whoever makes one shuts it down.
public final class WireLoops: Sendable {
  let group: MultiThreadedEventLoopGroup
  let contexts = TLSContexts()
  private let isShutDown = Mutex(false)
  /// One for each event loop: a task that prefers it runs on the thread of that loop, and clients that it calls use connections
  /// there. Not for tasks that outlive the loops.
  public let executors: [any TaskExecutor]
  private let bursts = Mutex<NIOThreadPool?>(nil)

  /// - Parameters:
  ///   - threads: event loop threads; two are enough for bursts and loads on a small machine.
  ///   - yielding: whether the threads let a service that computes on the same processor go on, instead of interrupting it for each
  ///     answer. For much work of which no single answer is urgent; what is measured or simultaneous must not wait.
  public init(threads: Int = 2, yielding: Bool = false) {
    group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, threads))
    executors = group.makeIterator().map { LoopTaskExecutor($0) }
    if yielding { for loop in group.makeIterator() { loop.execute(BatchScheduling.begin) } }
  }

  /// The event loop whose thread the caller runs on, if it is one of these.
  var current: (any EventLoop)? {
    MultiThreadedEventLoopGroup.currentEventLoop.flatMap { current in all.contains { $0 === current } ? current : nil }
  }

  /// How many event loops there are.
  public var count: Int { all.count }

  var all: [any EventLoop] { Array(group.makeIterator()) }

  /// - Throws: ``WireError`` once ``shutdown()`` was called: a loop without a thread would never answer.
  func checkOpen(for endpoint: WireEndpoint) throws {
    guard isShutDown.withLock({ !$0 }) else {
      throw WireError(.cancelled, during: .connect, endpoint: endpoint, detail: "the event loops were shut down")
    }
  }

  /// The one thread that releases bursts and reads their answers; started when it is first needed.
  func burstThread(for endpoint: WireEndpoint) throws -> NIOThreadPool {
    try checkOpen(for: endpoint)
    return bursts.withLock { pool in
      if let pool { return pool }
      let fresh = NIOThreadPool(numberOfThreads: 1)
      fresh.start()
      pool = fresh
      return fresh
    }
  }

  /// Closes every connection that is still open and ends the threads. Calls after the first do nothing.
  public func shutdown() async {
    isShutDown.withLock { $0 = true }
    // An error here says that the group was shut down before, which is what the caller wants.
    try? await group.shutdownGracefully()
    try? await bursts.withLock { $0 }?.shutdownGracefully()
  }

  /// Runs `body` with loops that are shut down afterwards, also when it throws.
  public static func with<Result: Sendable>(
    threads: Int = 2, yielding: Bool = false, _ body: (WireLoops) async throws -> Result
  ) async throws -> Result {
    let loops = WireLoops(threads: threads, yielding: yielding)
    do {
      let result = try await body(loops)
      await loops.shutdown()
      return result
    } catch {
      await loops.shutdown()
      throw error
    }
  }
}
