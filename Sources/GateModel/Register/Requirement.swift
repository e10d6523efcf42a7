/// A row of the requirements register (`contracts/requirements/*.yaml`).
public struct Requirement: Hashable, Sendable, Codable {
  public var id: RequirementID
  public var capability: String
  public var text: String
  /// The kinds of proof that it needs: `e2e`, `race`, `unit`, `static`…
  public var gates: [String]
  public var checks: [CheckID]
  public var defects: [DefectID]
  public var state: RequirementState
  public var location: SourceLocation

  public init(
    id: RequirementID, capability: String, text: String, gates: [String], checks: [CheckID], defects: [DefectID],
    state: RequirementState, location: SourceLocation
  ) {
    self.id = id
    self.capability = capability
    self.text = text
    self.gates = gates
    self.checks = checks
    self.defects = defects
    self.state = state
    self.location = location
  }
}

/// How far a requirement has come.
public enum RequirementState: String, Sendable, Codable, CaseIterable {
  /// Nothing shows it yet.
  case open
  /// The service does it; no seeded defect shows that the check can fail.
  case built
  /// Its checks pass on the healthy service and each of its defects is caught.
  case proved
}
