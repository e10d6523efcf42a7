import GateKit
import HTTPWire
import StepLanguage

/// Makes sure, before anything is started, that somebody listens where a scenario wants to disturb something.
struct DependencyCheck: Sendable {
  private static let patience = Duration.seconds(5)

  let scenario: Scenario
  let loops: WireLoops

  /// - Throws: `GateError` for the first dependency that does not take a connection; unknown names are left to others.
  func run(_ dependencies: [String: TargetEndpoint]) async throws {
    for name in scenario.dependencies {
      guard let endpoint = dependencies[name] else { continue }
      do {
        try await ConnectionProbe.connect(
          to: WireEndpoint(host: endpoint.host, port: endpoint.port), loops: loops, within: Self.patience)
      } catch let error as WireError where error.kind != .cancelled {
        throw GateError(
          "the dependency '\(name)' at \(endpoint) cannot be reached: \(error.detail)", at: scenario.location,
          remedy: "Start it, or correct its address under `service.dependencies`")
      }
    }
  }
}
