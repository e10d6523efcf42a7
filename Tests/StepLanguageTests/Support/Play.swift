import GateKit
import HTTPWire

@testable import StepLanguage

/// Parses steps and runs them against an ``EchoServer``.
enum Play {
  static func steps(_ text: String, files: [String: String] = [:]) throws -> [Step] {
    try StepParser(files: MemoryFileTree(files)).steps(try YAMLDocument.parse(text, path: "steps.yaml"))
  }

  /// What the check before a run says about the names that these steps use.
  static func nameError(_ text: String, files: [String: String] = [:]) -> GateError? {
    do {
      var flow = NameFlow()
      try flow.follow(try steps(text, files: files))
      return nil
    } catch {
      return error as? GateError
    }
  }

  /// - Returns: the scope after the last step.
  @discardableResult
  static func run(
    _ text: String, target: FakeTarget? = nil, files: [String: String] = [:], processes: (any ProcessRunner)? = nil,
    answer: @escaping @Sendable (String, Int) -> String = { _, _ in EchoServer.response(200) }
  ) async throws -> StepScope {
    let steps = try steps(text, files: files)
    let server = try EchoServer(answer)
    defer { server.stop() }
    return try await WireLoops.with(threads: 1) { loops in
      var target = target ?? FakeTarget(endpoint: TargetEndpoint(host: "127.0.0.1", port: 0))
      target.endpoint = TargetEndpoint(host: "127.0.0.1", port: server.port)
      let services = StepServices(
        target: target, loops: loops, seed: 7, processes: processes, contract: ContractDocument(files: MemoryFileTree(files)))
      var scope = StepScope(services: services)
      try await StepRunner.run(steps, in: &scope)
      return scope
    }
  }

  static func failure(
    _ text: String, target: FakeTarget? = nil, files: [String: String] = [:], processes: (any ProcessRunner)? = nil,
    answer: @escaping @Sendable (String, Int) -> String = { _, _ in EchoServer.response(200) }
  ) async -> StepFailure? {
    do {
      try await run(text, target: target, files: files, processes: processes, answer: answer)
      return nil
    } catch {
      return error as? StepFailure
    }
  }

  static func error(
    _ text: String, target: FakeTarget? = nil, files: [String: String] = [:], processes: (any ProcessRunner)? = nil,
    answer: @escaping @Sendable (String, Int) -> String = { _, _ in EchoServer.response(200) }
  ) async -> GateError? {
    do {
      try await run(text, target: target, files: files, processes: processes, answer: answer)
      return nil
    } catch {
      return error as? GateError
    }
  }
}
