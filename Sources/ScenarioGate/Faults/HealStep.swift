import GateKit
import GateModel
import StepLanguage

/// `heal: DEPENDENCY` or `heal: all`: ends faults; each must have touched something, otherwise the scenario errors.
struct HealStep: StepAction {
  static let keyword = "heal"

  /// Nil for all.
  let dependency: String?
  private let location: SourceLocation

  init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    let node = try mapping.required(Self.keyword)
    location = node.location
    let name = try node.text(Self.keyword)
    dependency = name == "all" ? nil : name
  }

  var summary: String { "heal \(dependency ?? "all")" }

  func run(in scope: inout StepScope) async throws {
    guard let desk = scope.services[FaultDesk.self] else {
      throw GateError("faults are not possible here", at: location, remedy: "Use them in a scenario")
    }
    try await desk.heal(dependency, at: location)
  }
}
