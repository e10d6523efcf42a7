import PostgresCluster
import Testing

/// Starts one PostgreSQL server for a suite and stops it afterwards.
struct ServerTrait: SuiteTrait, TestScoping {
  /// The server of the suite that runs.
  @TaskLocal static var cluster: PostgresCluster?

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let cluster = try await PostgresCluster.start(options: .init(startTimeout: .seconds(120)))
    do {
      try await Self.$cluster.withValue(cluster) { try await function() }
    } catch {
      await cluster.stop()
      throw error
    }
    await cluster.stop()
  }
}

extension Trait where Self == ServerTrait {
  static var server: Self { ServerTrait() }
}
