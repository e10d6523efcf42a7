import FaultProxy
import GateKit

/// Makes the answers of a dependency late while a burst runs.
protocol Widening: Sendable {
  func begin() async throws
  /// - Throws: ``RaceError`` where nothing was late: the window was then no wider.
  func end() async throws
}

/// A proxy before one dependency of the target, for `widen:`.
actor ProxyWidening: Widening {
  private let plan: WideningPlan
  private let proxy: FaultProxy
  private var applied: FaultProxy.Applied?

  private init(plan: WideningPlan, proxy: FaultProxy) {
    self.plan = plan
    self.proxy = proxy
  }

  /// - Throws: `GateError` where the target has no such dependency.
  static func start(_ plan: WideningPlan, before dependencies: [String: TargetEndpoint]) async throws -> ProxyWidening {
    guard let endpoint = dependencies[plan.dependency] else {
      let names = dependencies.keys.sorted().joined(separator: ", ")
      throw GateError(
        "the target has no dependency '\(plan.dependency)'", at: plan.location,
        remedy: names.isEmpty ? "Name its dependencies in gatehouse.yml, or remove 'widen'" : "It has: \(names)")
    }
    return ProxyWidening(plan: plan, proxy: try await FaultProxy.start(upstreamHost: endpoint.host, upstreamPort: endpoint.port))
  }

  /// Where the target is to find its dependency.
  var override: [String: TargetEndpoint] { [plan.dependency: TargetEndpoint(host: proxy.host, port: proxy.port)] }

  func begin() async throws { applied = try await proxy.apply(.latency(delay: plan.delay, direction: .toClient)) }

  func end() async throws {
    guard let applied else { return }
    self.applied = nil
    let evidence = try await proxy.heal(applied)
    guard evidence.bit else {
      throw RaceError.unusable(
        "the delay on '\(plan.dependency)' touched nothing during the burst, so no window was widened. "
          + "See that the service asks it through the proxy between check and act")
    }
  }

  func stop() async { await proxy.stop() }
}
