import GateModel
import JSONDocument
import JSONSchema
import OpenAPI

/// Takes one operation through the phases and says what came out for each check.
struct LaneRunner {
  let operation: Operation
  let checks: [any ContractCheck]
  let session: ContractSession
  let instances: ServiceInstances

  func run() async throws -> LaneReport {
    var lane = Lane(operation, checks: checks, in: session, instances)
    var report = LaneReport()
    do {
      try await BasePhase(operation: operation).run(in: &lane)
      try await TrialPhases(checks: checks).run(in: &lane)
    } catch let obstacle as any Obstacle {
      // What was seen until then stays; what wasn't is undecided.
      report.obstacle = obstacle.description
    }
    for check in checks.compactMap(\.role.sequence) {
      report.outcomes[check.id] = try await outcome(of: check, in: &lane)
    }
    for check in checks.compactMap(\.role.exchange) {
      report.outcomes[check.id] = outcome(of: check, in: lane, obstacle: report.obstacle)
    }
    report.requests = lane.sent
    report.findings = try await Confirmation(checks: checks, instances: instances).confirmed(in: &lane)
    return report
  }

  private func outcome(of check: any ExchangeCheck, in lane: Lane, obstacle: String?) -> CaseOutcome {
    if lane.examined(by: check.id) > 0 { return .passed }
    if let obstacle { return .inconclusive(reason: obstacle) }
    if check.role.trial != nil, lane.base == nil {
      guard operation.hasSuccess else { return .skipped(reason: "the document has no 2xx answer, so that no call counts as accepted") }
      return .inconclusive(reason: "no valid call was accepted, so that refusing another proves nothing")
    }
    return check.unexamined
  }

  private func outcome(of check: any SequenceCheck, in lane: inout Lane) async throws -> CaseOutcome {
    do {
      // On another instance a sequence begins anew, since what it has made is gone.
      switch try await lane.surviving({ try await check.examine(operation, in: &$0) }) {
      case .examined(let sightings):
        for sighting in sightings { lane.add(sighting, of: check.id) }
        return .passed
      case .skipped(let reason): return .skipped(reason: reason)
      case .inconclusive(let reason): return .inconclusive(reason: reason)
      }
    } catch let obstacle as any Obstacle {
      return .inconclusive(reason: obstacle.description)
    }
  }
}

/// Something about the document or the service that keeps an operation from being called.
protocol Obstacle: Error, CustomStringConvertible {}

extension ChainBroken: Obstacle {}
extension ServiceDown: Obstacle {}
extension CredentialMissing: Obstacle {}
extension GenerationError: Obstacle {}
extension DocumentError: Obstacle {}
extension EncodingError: Obstacle {}

/// What came out for one operation.
struct LaneReport: Sendable {
  /// For each check that is made for the operation. One with findings counts as failed whatever stands here.
  var outcomes: [CheckID: CaseOutcome] = [:]
  var findings: [CheckID: [ConfirmedViolation]] = [:]
  /// What kept the operation from being called at all.
  var obstacle: String?
  var requests = 0
}

extension Operation {
  /// Whether the document has an answer that accepts a call.
  var hasSuccess: Bool { responses.contains { $0.status.isSuccess } }
}
