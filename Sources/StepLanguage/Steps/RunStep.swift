import GateKit
import GateModel
import JSONDocument

/// `run: [PROGRAM, ARGUMENT, …]`: runs a command to its end and judges its exit code and output. No shell takes part.
///
/// What it writes is bounded; at the deadline it is killed with its process group, and the step fails.
public struct RunStep: StepAction {
  public static let keyword = "run"
  private static let words = ["output", "errors", "exit"]

  private let command: [TextTemplate]
  private let environment: [(name: String, value: TextTemplate)]
  private let exit: Matcher
  private let output: Matcher?
  private let errors: Matcher?
  private let json: JSONConditions
  private let captures: [ValueCapture]
  private let deadline: Duration
  private let location: SourceLocation

  public init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    let node = try mapping.required(Self.keyword)
    location = node.location
    command = try node.list(Self.keyword).map { try TextTemplate($0, Self.keyword) }
    guard !command.isEmpty else {
      throw GateError("'run' names no program", at: node.location, remedy: "Give the program and its arguments as a list")
    }
    environment =
      try mapping.optional("env").map { node in
        try node.mapping("env").entries.map { (name: $0.key, value: try TextTemplate($0.value, $0.key)) }
      } ?? []
    exit = try mapping.optional("exit").map { try Matcher($0) } ?? .equals(.literal(0))
    output = try mapping.optional("output").map { try Matcher($0) }
    errors = try mapping.optional("errors").map { try Matcher($0) }
    json = try JSONConditions(mapping.optional("json"))
    captures = try ValueCapture.list(mapping.optional("capture"), words: Self.words)
    deadline = try mapping.optional("within")?.duration("within") ?? .seconds(10)
  }

  public var summary: String { "the command \(command.first?.written ?? "")" }
  public var judges: Bool { true }
  public var sets: [String] { captures.map(\.name) }

  public func obstacle(in services: StepServices) -> String? {
    services.processes == nil ? "this run may not start commands" : nil
  }

  public func run(in scope: inout StepScope) async throws {
    let result = try await execute(scope)
    let evidence = [
      Evidence(title: "command", text: command.map(\.written).joined(separator: " ")),
      Evidence(title: "output", text: result.output + result.errorOutput),
    ]
    do {
      scope.judged += try judge(result, scope.variables)
      let subject = CaptureSubject(
        document: Array(result.output.utf8),
        words: [
          "output": .string(Self.trimmed(result.output)), "errors": .string(Self.trimmed(result.errorOutput)),
          "exit": .number(JSONNumber(result.exitCode)),
        ])
      for capture in captures { try capture.take(from: subject, into: &scope.variables) }
    } catch var unmet as Unmet {
      unmet.evidence = evidence
      throw unmet
    }
  }

  private func execute(_ scope: StepScope) async throws -> ProcessResult {
    guard let processes = scope.services.processes else {
      throw GateError("this run may not start commands", at: location, remedy: "Leave the step out")
    }
    let words = try command.map { try $0.resolve(scope.variables) }
    var changes: [String: String] = [:]
    for (name, value) in environment { changes[name] = try value.resolve(scope.variables) }
    do {
      return try await processes.run(words, environment: changes, directory: nil, limit: deadline)
    } catch ProcessError.timedOut {
      throw Unmet("the command", expected: "ended within \(deadline)", found: "still running; it was killed with its group", at: location)
    } catch let error as ProcessError {
      throw GateError("\(error)", at: location, remedy: "Check the program's name and path")
    }
  }

  private func judge(_ result: ProcessResult, _ variables: Variables) throws -> Int {
    func check(_ subject: String, _ matcher: Matcher?, _ found: JSONValue) throws -> Int {
      guard let matcher else { return 0 }
      guard let mismatch = try matcher.mismatch([found], variables: variables, isText: true) else { return 1 }
      throw Unmet(subject, expected: mismatch.expected, found: mismatch.found, at: location)
    }
    var judged = try check("exit code", exit, .number(JSONNumber(result.exitCode)))
    judged += try check("output", output, .string(Self.trimmed(result.output)))
    judged += try check("error output", errors, .string(Self.trimmed(result.errorOutput)))
    return judged + (try json.judge(Array(result.output.utf8), "output", variables: variables, at: location))
  }

  /// Without the line end that every command writes last.
  private static func trimmed(_ text: String) -> String {
    text.hasSuffix("\r\n") || text.hasSuffix("\n") ? String(text.dropLast()) : text
  }
}
