import GateModel
import HTTPWire
import JSONDocument
import OpenAPI

/// Makes a call with credentials that must not do, and says whether they did.
struct CredentialProbe {
  /// One kind of wrong credentials.
  struct Variant: Sendable {
    /// For the message: `with credentials that nobody was given`.
    let label: String
    let cause: String
    let change: @Sendable (inout RequestDraft) -> Void

    init(_ label: String, cause: String, _ change: @escaping @Sendable (inout RequestDraft) -> Void) {
      (self.label, self.cause, self.change) = (label, cause, change)
    }
  }

  let owner: CheckID
  /// What refuses the credentials.
  let refusals: Set<Int>

  func examine(_ variants: [Variant], in lane: inout Lane) async throws -> Examination {
    let operation = lane.operation
    var draft = try await lane.freshDraft()
    var sightings: [Sighting] = []
    var doubt: String?
    for variant in variants {
      var changed = draft
      variant.change(&changed)
      let exchange = try await lane.send(changed, variant.label, .credentials, owner: owner)
      try lane.inspect(exchange)
      guard let status = exchange.status else {
        doubt = doubt ?? "the call \(variant.label) gave no answer"
        continue
      }
      if exchange.isAccepted {
        let message = "\(operation.name) answered \(status) \(variant.label)"
        sightings.append(Sighting(violation: Violation(message, at: operation.pointer, cause: [variant.cause]), exchange: exchange))
        draft = try await lane.freshDraft()
      } else if !refusals.contains(status), !(300..<400).contains(status), status >= 500 || !operation.declares(status) {
        doubt = doubt ?? "the call \(variant.label) was answered \(status), which may have another reason than the credentials"
      }
    }
    // An operation that asks nobody for credentials is another check's finding.
    if !sightings.isEmpty { return try await isOpen(draft, lane) ? .examined([]) : .examined(sightings) }
    if let doubt { return .inconclusive(doubt) }
    let control = try await lane.send(draft, "right credentials", owner: owner)
    guard control.isAccepted else {
      return .inconclusive("the call with the right credentials \(control.outcome), so that refusing others proves nothing")
    }
    return .examined([])
  }

  private func isOpen(_ draft: RequestDraft, _ lane: Lane) async throws -> Bool {
    var draft = draft
    draft.credentials = .none
    return try await lane.send(draft, "without credentials", .credentials, owner: owner).isAccepted
  }
}

extension Lane {
  /// The credentials of the operation that the calling identity has; those that an earlier answer gave are
  /// left out, since they belong to the object and not to the caller.
  func ownCredentials(of draft: RequestDraft) throws -> [ComposedRequest.DeclaredHeader] {
    let given = draft.preparation.values
    return try session.composed(draft).declared.filter {
      $0.isCredential && given[.header($0.name.lowercased())] == nil && given[.query($0.name)] == nil
    }
  }
}
