import GateKit
import GateModel
import LocatedYAML

/// No secret has a value that everybody knows.
struct DefaultSecretRule: FileRule {
  let settings: GuardSettings
  let counted = "files"
  let nothingSeen = "no file sets or reads settings"

  let descriptor = CheckDescriptor(
    id: "guard/default-secret", title: "Default or placeholder as a secret",
    rationale: "A default that works is what runs in production one day, and it is the first thing that is tried.",
    remedy: "Take the default out, refuse to start without the secret, and list its name in the template with no value",
    requirements: ["S4-OPS-001"])

  let defects: [DefectID] = ["secrets.default-in-compose"]

  func look(at file: RepositoryFile, policy: GuardPolicy) -> FileFindings? {
    guard !Self.isTest(file.path), let uses = Self.scan(file), let source = file.source else { return nil }
    var findings = FileFindings()
    findings.seen = 1
    for use in uses {
      let location = source.location(of: use.written, line: use.line, column: use.column, within: use.slack)
      findings.problems.append(
        FileProblem(
          message: "'\(use.name)' is set to \(use.reason)", subject: use.name, location: location,
          identity: findings.identity(of: use.name), fix: Self.fix(use, location, file.kind, source)))
    }
    return findings
  }

  /// A variable of a Compose file that has to be set instead of its default, and the template of an env file without the
  /// value. An env file that is used keeps it: an empty secret can be worse than a known one.
  private static func fix(_ use: SecretUse, _ location: SourceLocation, _ kind: FileKind, _ source: SourceText) -> FileFix? {
    if let match = use.written.wholeMatch(of: #/\$\{([A-Za-z_][A-Za-z0-9_]*):?-[^{}$]*\}/#), kind.isCompose {
      return source.fix(location, with: "${\(match.output.1):?\(match.output.1) is not set}")
    }
    guard EnvironmentFiles.isEnvironmentFile(kind.name), EnvironmentFiles.isTemplate(kind.name), !use.written.hasPrefix(":") else {
      return nil
    }
    let line = source.line(use.line)
    guard let equals = line.firstIndex(of: 0x3D), let column = location.column, line.startIndex + column - 1 > equals else { return nil }
    return source.fix(location, with: "")
  }

  private static func scan(_ file: RepositoryFile) -> [SecretUse]? {
    let kind = file.kind
    if EnvironmentFiles.isEnvironmentFile(kind.name) {
      return file.source.map { EnvironmentFiles.scan($0, isTemplate: EnvironmentFiles.isTemplate(kind.name)) }
    }
    if kind.isSource { return file.source.map(CodeDefaults.scan) }
    guard kind.isYAML, !kind.isPipeline, let source = file.source else { return nil }
    guard kind.isCompose || source.contains("services:") || source.contains("apiVersion:") else { return nil }
    var uses: [SecretUse] = []
    for document in file.documents {
      guard let root = document.root else { continue }
      if root["apiVersion"] != nil, root["kind"] != nil {
        uses += EnvironmentFiles.kubernetes(root, offset: document.offset)
      } else if root["services"] != nil {
        uses += EnvironmentFiles.compose(root, offset: document.offset)
      }
    }
    return uses
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
    return name.has("_test.") || name.has(".test.") || name.has(".spec.") || name.hasPrefix("test_")
      || name.has("tests.")
  }
}
