import NIOCore

/// Closed-loop load: `concurrency` connections, each with one request in flight, the next sent when the answer is complete.
///
/// The exchange and its clock readings stay on the event loop; no task switch is in the measured time. A closed loop slows down
/// with its target, so that its latencies say nothing about arrival rates the target cannot keep (coordinated omission).
public struct ClosedLoadLoop: Sendable {
  /// When the loop ends.
  public enum Extent: Sendable, Hashable {
    /// This many measured requests.
    case count(Int)
    /// Requests are started until this time has passed since the first measured one.
    case duration(Duration)
  }

  public struct Options: Sendable, Hashable {
    public var concurrency: Int
    public var extent: Extent
    /// Requests that are sent first and not measured.
    public var warmUp: Int
    public var exchangeTimeout: Duration
    public var connectTimeout: Duration
    /// The loop stops early after this many failed requests.
    public var maximumFailures: Int
    /// The loop stops early with this many samples (memory stays bounded).
    public var maximumSamples: Int
    public var limits: WireLimits

    public init(
      concurrency: Int, extent: Extent, warmUp: Int = 0, exchangeTimeout: Duration = .seconds(10), connectTimeout: Duration = .seconds(5),
      maximumFailures: Int = 100, maximumSamples: Int = 5_000_000, limits: WireLimits = WireLimits(keepsBody: false)
    ) {
      self.concurrency = concurrency
      self.extent = extent
      self.warmUp = warmUp
      self.exchangeTimeout = exchangeTimeout
      self.connectTimeout = connectTimeout
      self.maximumFailures = maximumFailures
      self.maximumSamples = maximumSamples
      self.limits = limits
    }
  }

  private let endpoint: WireEndpoint
  private let loops: WireLoops
  private let options: Options

  public init(endpoint: WireEndpoint, loops: WireLoops, options: Options) {
    self.endpoint = endpoint
    self.loops = loops
    self.options = options
  }

  /// Runs the load. Failed requests are counted, never thrown.
  ///
  /// - Parameters:
  ///   - request: makes the request of a ticket, 0 and up, warm-up included; called on an event loop, so it must not wait.
  ///   - accepts: whether a response counts; called on an event loop. The default accepts 200...399.
  /// - Throws: `CancellationError`.
  public func run(
    accepts: @escaping @Sendable (WireResponse) -> Bool = { (200...399).contains($0.status) },
    _ request: @escaping @Sendable (_ ticket: Int) -> WireRequest
  ) async throws -> LoadReport {
    let ledger = LoadLedger(options: options)
    let eventLoops = loops.all
    await withTaskCancellationHandler {
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<max(1, options.concurrency) {
          let worker = LoadWorker(
            endpoint: endpoint, loop: eventLoops[number % eventLoops.count], loops: loops, options: options, ledger: ledger,
            request: request,
            accepts: accepts)
          group.addTask { await worker.run() }
        }
      }
    } onCancel: {
      ledger.stop("cancelled")
    }
    try Task.checkCancellation()
    return ledger.report()
  }
}
