import GateKit
import GateModel

/// Reports confirmed violations as findings.
struct FindingReport {
  let session: ContractSession
  let context: CaseContext

  func report(_ confirmed: ConfirmedViolation, of check: any ContractCheck) async {
    let (group, exchange) = (confirmed.group, confirmed.group.sighting.exchange)
    let violation = group.sighting.violation
    let answer = AnswerText.text(exchange, repetition: confirmed.repetition)
    var evidence = [
      Evidence(title: "request", text: session.script(of: exchange.request)),
      Evidence(title: "response", text: CredentialPatterns.redacted(answer, from: exchange)),
    ]
    evidence.append(Evidence(title: "trial", text: "\(exchange.trial.phase.rawValue): \(exchange.trial.label)"))
    let location = session.model.location(of: violation.pointer)
    await context.report(
      check.descriptor, message: violation.message, subject: violation.subject ?? exchange.operation.name, location: location,
      evidence: evidence, identity: violation.cause, severity: violation.severity, isShared: violation.isShared, occurrences: group.count,
      disposition: confirmed.isStable ? .active : .unstable)
  }
}
