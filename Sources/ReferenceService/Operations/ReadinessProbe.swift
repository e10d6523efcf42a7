import PostgresAccess

/// Asks one dependency whether it can be worked with.
public protocol ReadinessProbe: Sendable {
  /// The name that `/readyz` shows.
  var name: String { get }
  /// How long the answer may take.
  var timeout: Duration { get }
  /// Returns when the dependency works; what is thrown is logged and never shown.
  func check() async throws
}

/// The store answers a query.
struct StoreProbe: ReadinessProbe {
  let name = "store"
  let timeout = Duration.seconds(1)
  let store: PostgresPool

  func check() async throws { _ = try await store.query("SELECT 1") }
}
