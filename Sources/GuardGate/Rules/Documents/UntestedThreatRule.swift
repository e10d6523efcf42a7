import GateKit
import GateModel

/// The threat model is approved, complete, and each of its requirements has a test that exists.
struct UntestedThreatRule: GuardRule {
  let settings: GuardSettings

  let descriptor = CheckDescriptor(
    id: "guard/untested-threat", title: "Threat model with a gap",
    rationale: "A requirement that no test holds is a wish, and a consumer without audience and scope takes every token.",
    remedy: "Name the test of each requirement, audience and scope of each consumer, and who approved the model when",
    requirements: ["S4-AUTH-001"])

  let defects: [DefectID] = ["threat.requirement-unmapped"]

  func inspect(_ repository: any FileTree, in environment: RunEnvironment, context: CaseContext) async throws -> CaseOutcome {
    guard let policy = try GuardPolicy.load(settings.policy, from: repository).threats else {
      return .skipped(reason: "'\(settings.policy)' names no threat model")
    }
    guard let source = SourceText(policy.file, in: repository) else {
      await report("the threat model '\(policy.file)' is missing", policy.file, policy.location, context)
      return .passed
    }
    let text = MarkdownText(source)
    let tests = try Self.tests(policy.tests, in: repository)
    var (consumers, requirements) = (0, 0)
    for table in text.tables {
      func column(_ names: String...) -> Int? { table.header.firstIndex { names.contains($0) } }
      if let consumer = column("consumer", "service"), let audience = column("audience"), let scope = column("scope", "scopes") {
        for row in table.rows {
          consumers += 1
          for (name, index) in [("audience", audience), ("scope", scope)] where Self.isEmpty(row.cells, index) {
            let subject = row.cells.indices.contains(consumer) ? row.cells[consumer] : ""
            await report("'\(subject)' has no \(name)", "\(subject) \(name)", source.location(of: subject, line: row.line), context)
          }
        }
      }
      guard let id = column("id", "requirement"), let test = column("test", "tests") else { continue }
      for row in table.rows where row.cells.indices.contains(id) {
        requirements += 1
        let name = row.cells[id].filter { $0 != "`" }
        let location = source.location(of: name, line: row.line)
        guard !Self.isEmpty(row.cells, test) else {
          await report("'\(name)' is tied to no test", name, location, context)
          continue
        }
        let named = MarkdownText.spans(row.cells[test])
        for item in named.isEmpty ? [row.cells[test]] : named where !tests.contains(item) && !repository.exists(item) {
          await report("'\(name)' names the test '\(item)', which does not exist", "\(name) \(item)", location, context)
        }
      }
    }
    if consumers == 0 { await report("no table lists token consumers with audience and scope", "consumers", nil, context) }
    if requirements == 0 { await report("no table ties requirements to tests", "requirements", nil, context) }
    if !Self.isApproved(text, today: environment.today) {
      await report("no approval is on record: a line 'Approved: name, YYYY-MM-DD'", "approval", nil, context)
    }
    await context.measure("requirements", Double(requirements), unit: "1")
    return .passed

    func report(_ message: String, _ subject: String, _ location: SourceLocation?, _ context: CaseContext) async {
      await context.report(
        descriptor, message: message, subject: "\(policy.file): \(subject)", location: location ?? SourceLocation(path: policy.file))
    }
  }

  private func report(_ message: String, _ subject: String, _ location: SourceLocation, _ context: CaseContext) async {
    await context.report(descriptor, message: message, subject: subject, location: location)
  }

  private static func isEmpty(_ cells: [String], _ index: Int) -> Bool {
    !cells.indices.contains(index) || cells[index].isEmpty || ["-", "–", "n/a", "?", "tbd"].contains(cells[index].lowercased())
  }

  private static func isApproved(_ text: MarkdownText, today: String) -> Bool {
    text.prose.contains { line in
      let plain = line.text.filter { $0 != "*" }.drop { "- ".contains($0) }
      guard plain.lowercased().hasPrefix("approved") else { return false }
      let dates = plain.split { !$0.isNumber && $0 != "-" }.filter { $0.count == 10 && $0.dropFirst(4).first == "-" }
      return dates.contains { String($0) <= today } && plain.drop { $0 != ":" && $0 != " " }.contains(where: \.isLetter)
    }
  }

  /// Names of tests: functions, and what is written as the name of one.
  private static func tests(_ folders: [String], in repository: any FileTree) throws -> Set<String> {
    var found: Set<String> = []
    for path in try repository.files(under: "") where folders.contains(where: { RepositoryPath.contains($0, path) }) {
      let file = RepositoryFile(path, in: repository)
      guard let code = file.code else { continue }
      found.formUnion(TestReader(code).functions.filter(\.isTest).map(\.name))
      if code.language == .swift { found.formUnion(code.literals.map { code.text(of: $0) }) }
    }
    return found
  }
}
