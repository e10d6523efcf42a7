import HTTPWire
import StepLanguage

/// A running target with the steps of one race, as the rounds need them.
public protocol RaceStage: Sendable {
  var endpoint: WireEndpoint { get }

  /// The steps before a burst; what they capture is used by ``items(round:)``.
  /// - Throws: `StepFailure` where a step does not do what the file says: there is then nothing to race for.
  func begin(round: Int) async throws

  /// What is released, prepared after ``begin(round:)``.
  func items(round: Int) async throws -> [BurstItem]

  /// The metrics page.
  func metrics() async throws -> MetricSamples

  /// The number that a query answers.
  func answer(to query: SQLInvariant) async throws -> Double

  /// A number of the target, now.
  func observe(_ observation: Observation) async throws -> Double

  /// The steps after a burst, when opened sockets are closed again.
  /// - Throws: `StepFailure` where the target is not as the file says.
  func end(round: Int) async throws
}
