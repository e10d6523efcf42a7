import GateKit
import GateModel

/// A rule of the guard gate: one file, one id, fixtures that must and must not trigger it.
public protocol GuardRule: Rule {
  /// Seeded defects that the rule claims to catch.
  var defects: [DefectID] { get }
}

extension GuardRule {
  public var defects: [DefectID] { [] }

  /// The one case in which a run exercises the rule.
  var planned: PlannedCase {
    PlannedCase(
      id: CaseID(descriptor.id.rawValue), title: descriptor.title, check: descriptor.id, requirements: descriptor.requirements,
      defects: defects)
  }
}
