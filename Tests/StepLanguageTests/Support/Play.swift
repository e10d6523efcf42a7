import GateKit
import HTTPWire

@testable import StepLanguage

/// Parses steps and runs them against an ``EchoServer``.
enum Play {
  static func steps(_ text: String) throws -> [Step] {
    try StepParser().steps(try YAMLDocument.parse(text, path: "steps.yaml"))
  }

  /// - Returns: the scope after the last step.
  @discardableResult
  static func run(
    _ text: String, target: FakeTarget? = nil, answer: @escaping @Sendable (String, Int) -> String = { _, _ in EchoServer.response(200) }
  ) async throws -> StepScope {
    let steps = try steps(text)
    let server = try EchoServer(answer)
    defer { server.stop() }
    return try await WireLoops.with(threads: 1) { loops in
      var target = target ?? FakeTarget(endpoint: TargetEndpoint(host: "127.0.0.1", port: 0))
      target.endpoint = TargetEndpoint(host: "127.0.0.1", port: server.port)
      var scope = StepScope(services: StepServices(target: target, loops: loops, seed: 7))
      try await StepRunner.run(steps, in: &scope)
      return scope
    }
  }

  static func failure(
    _ text: String, target: FakeTarget? = nil, answer: @escaping @Sendable (String, Int) -> String = { _, _ in EchoServer.response(200) }
  ) async -> StepFailure? {
    do {
      try await run(text, target: target, answer: answer)
      return nil
    } catch {
      return error as? StepFailure
    }
  }

  static func error(_ text: String, target: FakeTarget? = nil) async -> GateError? {
    do {
      try await run(text, target: target)
      return nil
    } catch {
      return error as? GateError
    }
  }
}
