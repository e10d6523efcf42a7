import GateKit
import HTTPWire
import JSONDocument
import StepLanguage

/// Sends a workload's requests one after the other and adds up the time that the target had them.
///
/// The times are those of the event loop, from the last byte sent to the last byte received: what the harness does
/// between the requests of an iteration is in no number.
struct StepIteration: WorkloadIterating {
  private let requests: [IterationRequest]
  private let services: StepServices
  private let variables: Variables

  private static let patience = Duration.seconds(10)

  /// Runs the workload's setup.
  /// - Throws: `StepFailure` where a step of it does not hold, `GateError` where it cannot be done.
  init(file: WorkloadFile, services: StepServices) async throws {
    if let reason = StepRunner.obstacle(file.setup, in: services) {
      throw GateError("the workload cannot be set up: \(reason)", at: file.workload.location, remedy: "Give the target what it lacks")
    }
    var scope = StepScope(services: services)
    try await StepRunner.run(file.setup, in: &scope)
    requests = file.iteration
    variables = scope.variables
    self.services = services
  }

  func iterate(_ number: Int) async throws -> IterationResult {
    var variables = variables
    variables["iteration"] = .number(JSONNumber(number))
    var nanoseconds: Int64 = 0
    for request in requests {
      let prepared = try request.template.resolve(variables, target: services.target).request
      let response = try await services.client.send(prepared, deadline: Self.patience)
      nanoseconds += response.timing.latencyNanoseconds
      do {
        _ = try await request.expectation.judge(response, variables: variables, services: services)
        for capture in request.captures { try capture.take(from: response, into: &variables) }
      } catch let unmet as Unmet {
        return .failed("\(request.template.summary): \(unmet.subject) must be \(unmet.expected), and is \(unmet.found)")
      }
    }
    return .took(nanoseconds)
  }
}
