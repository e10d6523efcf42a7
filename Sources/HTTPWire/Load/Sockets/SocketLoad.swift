import Foundation
import Glibc

/// Load over plain sockets (HTTP/1.1, kept alive), by threads of its own that do nothing else: about as cheap as a load generator
/// can be, since it shares the processors with its target.
public struct SocketLoad: Sendable {
  private let host: String
  private let port: Int
  private let requests: [LoadRequest]
  private let plan: LoadPlan

  /// - Throws: ``LoadPlanError/invalid(_:)``.
  public init(host: String, port: Int, requests: [LoadRequest], plan: LoadPlan) throws(LoadPlanError) {
    try plan.validate(requests)
    self.host = host
    self.port = port
    self.requests = requests
    self.plan = plan
  }

  /// Runs the load. Requests without a response are counted, never thrown.
  ///
  /// - Throws: ``LoadPlanError`` where it cannot begin, `CancellationError`.
  public func run() async throws -> LoadOutcome {
    let (host, port) = (host, port)
    let address = try await Self.onThread { Result { () throws(LoadPlanError) in try LoadAddress(host: host, port: port) } }.get()
    let start = LoadStart(threads: plan.threads)
    let results = await withTaskCancellationHandler {
      await withTaskGroup(of: Result<LoadTally, LoadPlanError>.self) { group in
        for thread in 0..<plan.threads {
          let (requests, plan) = (requests, plan)
          group.addTask {
            await Self.onThread {
              var loop = LoadLoop(address: address, requests: requests, plan: plan, thread: thread, start: start)
              return loop.run()
            }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
    } onCancel: {
      start.stop()
    }
    try Task.checkCancellation()
    var whole = LoadTally(kinds: requests.count)
    let errors = results.compactMap { if case .failure(let error) = $0 { error } else { nil } }
    if let error = errors.first(where: { $0 != .notConnected(LoadLoop.otherThread) }) ?? errors.first { throw error }
    for result in results { try whole.add(result.get()) }
    return try LoadOutcome(requests, whole, isOpen: plan.arrivals != nil)
  }

  /// A thread that may wait, which those of tasks must not.
  static func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      let thread = Thread { continuation.resume(returning: body()) }
      thread.name = "gatehouse-load"
      thread.start()
    }
  }
}
