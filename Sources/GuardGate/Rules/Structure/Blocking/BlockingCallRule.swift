import GateKit
import GateModel

/// Nothing that serves requests holds its thread.
///
/// Judged are asynchronous functions, whose threads all requests share, handlers that can be seen by their parameters, and
/// every function in the folders that the policy names.
struct BlockingCallRule: FileRule {
  let settings: GuardSettings
  let counted = "sources"
  let nothingSeen = "there is no source in a language that is read"

  let descriptor = CheckDescriptor(
    id: "guard/blocking-call", title: "Blocking call where requests are served",
    rationale: "The threads that serve requests are few: one that waits for a file or a lock stops every request behind it.",
    remedy: "Use the asynchronous form, or give the work to a thread that may wait", requirements: ["S1-H3"])

  let defects: [DefectID] = ["handler.blocking-read"]

  private static let limit = 200

  func look(at file: RepositoryFile, policy: GuardPolicy) -> FileFindings? {
    guard let language = CodeLanguage(file.path), !language.isTest(file.path), let source = file.source else { return nil }
    var findings = FileFindings()
    findings.seen = 1
    let names = BlockingCalls.names(of: language)
    let isHandler = policy.handlers.isHandler(file.path)
    let extra = isHandler ? policy.handlers.calls : []
    // A quick look before the file is taken apart.
    guard BlockingCalls.mayBe(in: source.bytes, language) || !extra.isEmpty, let code = file.code else { return findings }
    var places: [Int: String] = [:]
    for name in names {
      for place in code.places(of: name) where places.count < Self.limit { places[place] = "\(name)" }
    }
    if !extra.isEmpty { for (place, name) in Self.places(of: extra, in: code) { places[place] = name } }
    for (place, name) in places.sorted(by: { $0.key < $1.key }) {
      guard !Self.isAwaited(place, name, code), let blocked = Self.place(place, code, isHandler: isHandler) else { continue }
      let start = name.hasPrefix(".") ? place + 1 : place
      let call = code.text(start..<(place + name.utf8.count)).prefix { $0 != "(" }
      let written = "\(call)"
      findings.problems.append(
        FileProblem(
          message: "'\(written)' blocks \(blocked)", subject: written, location: code.location(start..<(start + written.utf8.count)),
          identity: findings.identity(of: written)))
    }
    return findings
  }

  private static func places(of names: [String], in code: CodeText) -> [Int: String] {
    var found: [Int: String] = [:]
    let text = code.text(0..<code.bytes.count)
    for name in names {
      for range in text.ranges(of: name + "(") {
        let place = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
        if place == 0 || !code.bytes[place - 1].isName { found[place] = name + "(" }
      }
    }
    return found
  }

  /// True for the asynchronous twin of a call, which has the same name and is waited for.
  private static func isAwaited(_ place: Int, _ name: String, _ code: CodeText) -> Bool {
    let lineStart = code.bytes[..<place].lastIndex { $0 == 10 || $0 == 0x3B || $0 == 0x7B }.map { $0 + 1 } ?? 0
    let before = code.text(lineStart..<place)
    switch code.language {
    case .rust:
      let open = code.bytes[place...].firstIndex(of: 0x28)
      guard let open, let close = code.closing(open) else { return false }
      return code.text(close..<min(close + 40, code.bytes.count)).dropFirst().drop(while: \.isWhitespace).hasPrefix(".await")
        || before.hasSuffix("tokio::") || before.hasSuffix("async_std::")
    case .swift:
      // A clock, a task or a member of something else that sleeps is not the function of the C library.
      if before.hasSuffix("."), !name.hasPrefix(".") { return true }
      return before.split(whereSeparator: \.isWhitespace).contains("await") || before.hasSuffix("func ")
    case .python:
      if before.hasSuffix(".") || before.hasSuffix("def ") { return true }
      return before.split { $0.isWhitespace || $0 == "(" }.contains("await")
    case .script:
      return before.hasSuffix("function ")
    case .go: return before.hasSuffix(".")
    }
  }

  /// Where it blocks, in words; nil where it may.
  private static func place(_ place: Int, _ code: CodeText, isHandler: Bool) -> String? {
    if code.language == .python {
      guard let function = PythonScope(place, in: code) else { return nil }
      if function.isAsync { return "the event loop in 'async def \(function.name)'" }
      return isHandler ? "the handler '\(function.name)'" : nil
    }
    let scope = BlockScope(place, in: code)
    switch scope.kind {
    case .serving: return code.language == .go ? "a request handler" : "a thread that requests share"
    case .plain: return isHandler ? "a request handler" : nil
    case .elsewhere, nil: return nil
    }
  }
}
