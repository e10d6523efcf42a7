import Dispatch

/// Runs what blocks, such as work on many files, on a thread of Dispatch instead of one of the cooperative pool.
enum Blocking {
  private static let queue = DispatchQueue(label: "gatehouse.cluster.blocking", attributes: .concurrent)

  static func run<Output: Sendable>(_ body: @escaping @Sendable () throws -> Output) async throws -> Output {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try body() }) }
    }
  }
}
