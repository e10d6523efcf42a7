import GateKit
import GateModel
import LocatedYAML

/// Runbooks name only what there is: commands, endpoints, metrics and settings.
struct StaleRunbookRule: GuardRule {
  let settings: GuardSettings

  let descriptor = CheckDescriptor(
    id: "guard/stale-runbook", title: "Runbook that names what does not exist",
    rationale: "A runbook is read when something is broken: a command that is gone costs the minutes that count.",
    remedy: "Name what there is now, or bring back what the runbook needs", requirements: ["S2-W2.3"])

  let defects: [DefectID] = ["runbook.names-missing-metric"]

  func inspect(_ repository: any FileTree, in environment: RunEnvironment, context: CaseContext) async throws -> CaseOutcome {
    guard let policy = try GuardPolicy.load(settings.policy, from: repository).runbooks else {
      return .skipped(reason: "'\(settings.policy)' names no runbooks")
    }
    let paths = try repository.files(under: "").filter { path in
      path.hasSuffix(".md") && policy.folders.contains { RepositoryPath.contains($0, path) }
    }
    let known = try KnownNames(policy, in: repository)
    for path in paths {
      guard let source = SourceText(path, in: repository) else { continue }
      var findings = FileFindings()
      for name in RunbookNames(MarkdownText(source)).names {
        guard let problem = known.problem(name, from: RepositoryPath.folder(of: path)) else { continue }
        await context.report(
          descriptor, message: problem, subject: "\(path): \(name.text)", location: source.location(of: name.text, line: name.line),
          identity: findings.identity(of: name.text))
      }
    }
    await context.measure("runbooks", Double(paths.count), unit: "1")
    return paths.isEmpty ? .inconclusive(reason: "there is no runbook in \(policy.folders.joined(separator: ", "))") : .passed
  }
}

/// What there is for runbooks to name.
private struct KnownNames {
  private let policy: RunbookPolicy
  private let repository: any FileTree
  private let metrics: Set<String>
  private let settings: Set<String>
  /// Paths of operations as their parts; `{` stands for a parameter.
  private var operations: [(method: String, parts: [Substring])] = []
  private let targets: Set<String>

  init(_ policy: RunbookPolicy, in repository: any FileTree) throws {
    self.policy = policy
    self.repository = repository
    metrics = try Self.words(policy.metrics ?? [], in: repository)
    settings = try Self.words(policy.settings ?? [], in: repository)
    targets = Self.targets(in: repository)
    for path in policy.documents {
      let source = SourceText(path: path, bytes: try repository.read(path))
      for document in YAMLFile(source, isJSON: FileKind(path).isJSON).documents {
        for entry in document.root?["paths"]?.entries ?? [] {
          for method in entry.value.entries { operations.append((method.key.uppercased(), entry.key.split(separator: "/"))) }
        }
      }
    }
  }

  /// Every name that stands in the files below folders.
  private static func words(_ folders: [String], in repository: any FileTree) throws -> Set<String> {
    guard !folders.isEmpty else { return [] }
    var found: Set<String> = []
    for path in try repository.files(under: "") where folders.contains(where: { RepositoryPath.contains($0, path) }) {
      guard let source = SourceText(path, in: repository) else { continue }
      for word in source.bytes.split(whereSeparator: { !$0.isName }) where word.contains(0x5F) { found.insert(word.text) }
    }
    return found
  }

  /// Targets of make and just, and scripts of npm.
  private static func targets(in repository: any FileTree) -> Set<String> {
    var found: Set<String> = []
    for name in ["Makefile", "makefile", "GNUmakefile", "justfile", "Taskfile.yml", "package.json"] where repository.exists(name) {
      for line in (try? repository.text(name))?.split(separator: "\n") ?? [] {
        let word = line.drop { $0 == " " || $0 == "\"" }.prefix { $0.isLetter || $0.isNumber || "-_:.".contains($0) }
        found.insert(String(word.prefix { $0 != ":" || name == "package.json" }))
        found.formUnion(line.prefix { $0 != ":" }.split(separator: " ").map(String.init))
      }
    }
    return found
  }

  /// What is wrong with a name, in words; nil where it is there or is not judged.
  func problem(_ name: RunbookNames.Name, from folder: String) -> String? {
    switch name.kind {
    case .metric:
      guard policy.metrics != nil, !metrics.contains(name.text) else { return nil }
      let base = ["_bucket", "_sum", "_count"].first { name.text.hasSuffix($0) }.map { name.text.dropLast($0.count) }
      return base.map { metrics.contains(String($0)) } == true ? nil : "the metric '\(name.text)' is exported nowhere"
    case .setting:
      return policy.settings == nil || settings.contains(name.text) ? nil : "the setting '\(name.text)' is read nowhere"
    case .endpoint(let method, let path):
      guard !policy.documents.isEmpty else { return nil }
      let parts = path.prefix { $0 != "?" && $0 != "#" }.split(separator: "/")
      let fitting = operations.filter {
        $0.parts.count == parts.count
          && zip($0.parts, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 || $1.hasPrefix("{") || $1.hasPrefix("$") }
      }
      if fitting.isEmpty { return "the endpoint '\(path)' is in no API document" }
      return method == nil || fitting.contains { $0.method == method } ? nil : "the endpoint '\(path)' takes no \(method ?? "")"
    case .file:
      let paths = [name.text, RepositoryPath.resolve(name.text, from: folder) ?? name.text]
      return paths.contains(where: repository.exists) ? nil : "the command '\(name.text)' does not exist"
    case .target: return targets.contains(name.text) ? nil : "there is no target or script '\(name.text)'"
    }
  }
}
