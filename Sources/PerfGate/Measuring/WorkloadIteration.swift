/// Does a workload's work once.
public protocol WorkloadIterating: Sendable {
  /// - Parameter number: unique within a measurement, so that names and keys can differ.
  /// - Returns: what the iteration took, or why it is no measurement.
  /// - Throws: when the target cannot be reached, or the task was cancelled.
  func iterate(_ number: Int) async throws -> IterationResult
}

public enum IterationResult: Sendable, Hashable {
  /// Nanoseconds that the target had the request, all requests of the iteration together.
  case took(Int64)
  /// The target answered, and not as the workload says.
  case failed(String)
}
