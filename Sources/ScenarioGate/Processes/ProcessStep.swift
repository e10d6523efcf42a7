import GateKit
import GateModel
import StepLanguage

/// `process: {NAME: ACTION}`: stops, continues, kills, ends, starts or restarts a process that the harness started; with `delay`, a start
/// comes that much later and the steps go on meanwhile.
struct ProcessStep: StepAction {
  static let keyword = "process"

  private let name: String
  private let action: ProcessAction
  private let delay: Duration?
  private let location: SourceLocation

  init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    let node = try mapping.required(Self.keyword)
    location = node.location
    let entries = try node.mapping(Self.keyword).entries
    guard entries.count == 1, let entry = entries.first else {
      throw GateError("'process' names \(entries.count) processes", at: location, remedy: "Give one, such as {service: stop}")
    }
    name = entry.key
    let word = try entry.value.text(entry.key)
    guard let action = ProcessAction(rawValue: word) else {
      throw GateError(
        "'\(word)' cannot be done to a process", at: entry.value.location,
        remedy: NearestName.advice(for: word, in: ProcessAction.allCases.map(\.rawValue)))
    }
    self.action = action
    let late = mapping.optional("delay")
    delay = try late?.duration("delay")
    if let late, !action.canBeLate {
      throw GateError("'\(word)' cannot be late", at: late.location, remedy: "Use 'delay' with start and restart")
    }
  }

  var summary: String { "\(action.rawValue) the process \(name)" }

  func obstacle(in services: StepServices) -> String? {
    services.target.processes.isEmpty ? "the harness started no process that could be stopped or killed" : nil
  }

  func run(in scope: inout StepScope) async throws {
    guard let desk = scope.services[ProcessDesk.self] else {
      throw GateError("process faults are not possible here", at: location, remedy: "Use them in a scenario")
    }
    try await desk.perform(action, on: name, delay: delay, at: location)
  }
}
