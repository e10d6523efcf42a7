import FaultProxy
import GateKit
import GateModel
import StepLanguage

/// `fault: KIND` with `dependency: NAME`: puts a fault in force until it is healed. ``FaultKind`` has the kinds and their keys.
struct FaultStep: StepAction {
  static let keyword = "fault"

  let dependency: String
  private let kind: FaultKind
  private let fields: FaultFields
  private let location: SourceLocation

  init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    let node = try mapping.required(Self.keyword)
    location = node.location
    dependency = try mapping.required("dependency").text("dependency")
    let name = try node.text(Self.keyword)
    guard let kind = FaultKind.all.first(where: { $0.name == name }) else {
      throw GateError(
        "'\(name)' is no fault", at: node.location, remedy: NearestName.advice(for: name, in: FaultKind.all.map(\.name)))
    }
    self.kind = kind
    fields = try FaultFields(&mapping, required: kind.required, optional: kind.optional + FaultKind.scheduleKeys)
    _ = try Self.fault(kind, fields, at: location)
  }

  var summary: String { "\(kind.name) on \(dependency)" }

  func run(in scope: inout StepScope) async throws {
    guard let desk = scope.services[FaultDesk.self] else {
      throw GateError("faults are not possible here", at: location, remedy: "Use them in a scenario")
    }
    let (fault, schedule) = try fault(scope.variables)
    try await desk.apply(fault, schedule, on: dependency, at: location)
  }

  /// What the file says, with every variable in it.
  func fault(_ variables: Variables) throws -> (Fault, FaultSchedule) { try Self.fault(kind, fields.resolved(variables), at: location) }

  private static func fault(_ kind: FaultKind, _ fields: FaultFields, at location: SourceLocation) throws -> (Fault, FaultSchedule) {
    let fault = try kind.make(fields)
    let schedule = try schedule(fields, of: fault)
    do throws(FaultProxyError) {
      try FaultRules.check(fault, schedule)
    } catch {
      throw GateError("\(error)", at: location, remedy: "See the table of faults in the documentation of scenarios")
    }
    return (fault, schedule)
  }

  private static func schedule(_ fields: FaultFields, of fault: Fault) throws -> FaultSchedule {
    let counts = 1...1_000_000_000
    var schedule = FaultSchedule()
    schedule.first = try fields.optionalInteger("first", in: counts)
    schedule.every = try fields.optionalInteger("every", in: counts)
    schedule.after = try fields.traffic("after")
    schedule.until = try fields.traffic("until")
    // What is counted one by one is what comes, not what is there already.
    let countsNew = if case .http = fault { false } else { schedule.first != nil || schedule.every != nil }
    schedule.connections = try fields.choice(
      "connections", of: FaultSchedule.Connections.allCases.map { ($0.rawValue, $0) }, or: countsNew ? .new : .all)
    return schedule
  }
}
