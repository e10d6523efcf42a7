import GateKit
import GateModel
import LocatedYAML

/// No secret has a value that everybody knows.
struct DefaultSecretRule: GuardRule {
  let settings: GuardSettings

  let descriptor = CheckDescriptor(
    id: "guard/default-secret", title: "Default or placeholder as a secret",
    rationale: "A default that works is what runs in production one day, and it is the first thing that is tried.",
    remedy: "Take the default out, refuse to start without the secret, and list its name in the template with no value",
    requirements: ["S4-OPS-001"])

  let defects: [DefectID] = ["secrets.default-in-compose"]

  func inspect(_ repository: any FileTree, in environment: RunEnvironment, context: CaseContext) async throws -> CaseOutcome {
    var seen = 0
    for path in try repository.files(under: "") where settings.includes(path) && !Self.isTest(path) {
      try Task.checkCancellation()
      guard let found = Self.scan(path, in: repository) else { continue }
      seen += 1
      var occurrences: [String: Int] = [:]
      for use in found.uses {
        occurrences[use.name, default: 0] += 1
        let count = occurrences[use.name] ?? 1
        await context.report(
          descriptor, message: "'\(use.name)' is set to \(use.reason)", subject: use.name,
          location: found.source.location(of: use.written, line: use.line, column: use.column, within: use.slack),
          identity: count > 1 ? [String(count)] : [])
      }
    }
    await context.measure("files", Double(seen), unit: "1")
    return seen == 0 ? .skipped(reason: "no file sets or reads settings") : .passed
  }

  private static func scan(_ path: String, in repository: any FileTree) -> (uses: [SecretUse], source: SourceText)? {
    let kind = FileKind(path)
    if EnvironmentFiles.isEnvironmentFile(kind.name) {
      guard let source = SourceText(path, in: repository) else { return nil }
      return (EnvironmentFiles.scan(source, isTemplate: EnvironmentFiles.isTemplate(kind.name)), source)
    }
    if kind.isSource {
      guard let source = SourceText(path, in: repository) else { return nil }
      return (CodeDefaults.scan(source), source)
    }
    guard kind.isYAML, !kind.isPipeline, let source = SourceText(path, in: repository) else { return nil }
    guard kind.isCompose || source.contains("services:") || source.contains("apiVersion:") else { return nil }
    var uses: [SecretUse] = []
    for document in YAMLFile(source).documents {
      guard let root = document.root else { continue }
      if root["apiVersion"] != nil, root["kind"] != nil {
        uses += EnvironmentFiles.kubernetes(root, offset: document.offset)
      } else if root["services"] != nil {
        uses += EnvironmentFiles.compose(root, offset: document.offset)
      }
    }
    return (uses, source)
  }

  /// Tests may know their own passwords.
  private static func isTest(_ path: String) -> Bool {
    let parts = path.lowercased().split(separator: "/")
    guard let name = parts.last else { return false }
    if parts.dropLast().contains(where: {
      ["test", "tests", "spec", "specs", "testdata", "__tests__", "e2e", "node_modules", "vendor"].contains($0)
    }) {
      return true
    }
    return name.contains("_test.") || name.contains(".test.") || name.contains(".spec.") || name.hasPrefix("test_")
      || name.contains("tests.")
  }
}
