import GateKit
import GateModel
import HTTPWire
import JSONDocument

/// `receive: NAME`: waits for a message and judges it; `skip: true` passes over messages that do not fit. With `silence: 300ms`
/// instead, nothing may come for that long.
public struct ReceiveStep: StepAction {
  public static let keyword = "receive"
  private static let words = ["data", "event", "id", "binary", "pong", "close", "reason"]
  private static let mostSkipped = 10_000

  private let name: NameUse
  private let conditions: [(word: String, matcher: Matcher, location: SourceLocation)]
  private let json: JSONConditions
  private let captures: [ValueCapture]
  private let skips: Bool
  private let silence: Duration?
  private let deadline: Duration

  public init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    let node = try mapping.required(Self.keyword)
    name = NameUse(role: .usesStream, text: try node.text(Self.keyword), location: node.location)
    silence = try mapping.optional("silence")?.duration("silence")
    if silence != nil {
      (conditions, json, captures, skips, deadline) = ([], .none, [], false, .zero)
      return
    }
    let expect = mapping.optional("expect")
    (conditions, json) = try Self.expectation(expect)
    captures = try ValueCapture.list(mapping.optional("capture"), words: Self.words)
    let skip = mapping.optional("skip")
    skips = try skip?.bool("skip") ?? false
    if let skip, skips, expect == nil {
      throw GateError("'skip' has nothing to wait for", at: skip.location, remedy: "Say with 'expect' which message is wanted")
    }
    deadline = try mapping.optional("within")?.duration("within") ?? .seconds(5)
  }

  private static func expectation(
    _ node: YAMLNode?
  ) throws -> ([(word: String, matcher: Matcher, location: SourceLocation)], JSONConditions) {
    guard let node else { return ([], .none) }
    var mapping = try node.mapping("expect")
    guard !mapping.entries.isEmpty else {
      throw GateError("'expect' expects nothing", at: node.location, remedy: "Use one of: \((words + ["json"]).joined(separator: ", "))")
    }
    let json = try JSONConditions(mapping.optional("json"))
    var conditions: [(word: String, matcher: Matcher, location: SourceLocation)] = []
    for word in words {
      guard let value = mapping.optional(word) else { continue }
      conditions.append((word: word, matcher: try Matcher(value), location: value.location))
    }
    try mapping.finish()
    return (conditions, json)
  }

  public var summary: String { silence.map { "silence of \(name.text) for \($0)" } ?? "a message of \(name.text)" }
  public var judges: Bool { true }
  public var sets: [String] { captures.map(\.name) }
  public var names: [NameUse] { [name] }

  public func run(in scope: inout StepScope) async throws {
    guard let stream = await scope.services.streams[name.text] else {
      throw GateError(
        "'\(name.text)' is not open", at: name.location, remedy: "Open it with an 'events' or 'websocket' step before")
    }
    if let silence {
      try await expectSilence(of: stream, silence, scope.services.clock)
      scope.judged += 1
      return
    }
    var waited = Duration.zero
    for _ in 0..<Self.mostSkipped {
      var next: StreamMessage?
      let patience = max(.milliseconds(1), deadline - waited)
      waited += try await scope.services.clock.measure { next = try await receive(stream, patience, scope.services.clock) }
      guard let message = next else { break }
      do {
        scope.judged += try judge(message, scope.variables)
      } catch is Unmet where skips {
        if waited >= deadline { break }
        continue
      } catch var unmet as Unmet {
        unmet.evidence = [Evidence(title: "message", text: message.shown)]
        throw unmet
      }
      let subject = CaptureSubject(document: message.document, words: message.words)
      for capture in captures { try capture.take(from: subject, into: &scope.variables) }
      return
    }
    throw Unmet("a message of '\(name.text)'", expected: "the one that is wanted", found: "only others", at: name.location)
  }

  private func receive(_ stream: OpenStream, _ patience: Duration, _ clock: any Clock<Duration>) async throws -> StreamMessage {
    do {
      return try await stream.next(within: patience, clock: clock)
    } catch let error as WireError {
      if error.kind == .cancelled { throw CancellationError() }
      throw Unmet("a message of '\(name.text)'", expected: "one within \(deadline)", found: "none: \(error)", at: name.location)
    }
  }

  private func expectSilence(of stream: OpenStream, _ silence: Duration, _ clock: any Clock<Duration>) async throws {
    do {
      let message = try await stream.next(within: silence, clock: clock)
      throw Unmet(
        "'\(name.text)'", expected: "silent for \(silence)", found: "a message",
        evidence: [Evidence(title: "message", text: message.shown)],
        at: name.location)
    } catch let error as WireError {
      if error.kind == .cancelled { throw CancellationError() }
      guard error.kind == .timedOut else {
        throw Unmet("'\(name.text)'", expected: "open and silent for \(silence)", found: "\(error)", at: name.location)
      }
    }
  }

  private func judge(_ message: StreamMessage, _ variables: Variables) throws -> Int {
    // That the connection was closed is only right where that is asked for.
    if let code = message.words["close"], !conditions.contains(where: { $0.word == "close" || $0.word == "reason" }) {
      throw Unmet("a message of '\(name.text)'", expected: "one", found: "a close frame with code \(code.serialized())", at: name.location)
    }
    for condition in conditions {
      let found = message.words[condition.word].map { [$0] } ?? []
      guard let mismatch = try condition.matcher.mismatch(found, variables: variables) else { continue }
      throw Unmet(condition.word, expected: mismatch.expected, found: mismatch.found, at: condition.location)
    }
    let judged = try json.judge(message.document, "data", variables: variables, at: name.location)
    return max(1, conditions.count + judged)
  }
}
