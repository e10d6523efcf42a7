import GateKit
import GateModel

/// No source grows without bound.
struct GodFileRule: FileRule {
  let settings: GuardSettings
  let counted = "sources"
  let nothingSeen = "there is no source"

  let descriptor = CheckDescriptor(
    id: "guard/god-file", title: "Source that is too long",
    rationale: "A file that holds everything is changed by everybody: every change meets every other, and nobody reads it whole.",
    remedy: "Split it along its responsibilities; the bound is 'files' in the policy", requirements: ["S1-H4"])

  let defects: [DefectID] = ["arch.controller-god-file"]

  func look(at file: RepositoryFile, policy: GuardPolicy) -> FileFindings? {
    guard file.kind.isSource, !Self.isForeign(file.kind) else { return nil }
    let bound = policy.files.bound(of: file.path)
    guard bound > 0, let source = file.source else { return nil }
    var findings = FileFindings()
    findings.seen = 1
    let count = source.bytes.last == 10 ? source.lineCount - 1 : source.lineCount
    guard count > bound, !Self.isGenerated(source) else { return findings }
    findings.problems.append(
      FileProblem(
        message: "\(count) lines, where \(bound) are allowed", subject: file.path,
        location: SourceLocation(path: file.path, line: bound + 1)))
    return findings
  }

  /// Sources of others, and what is tested long-windedly.
  private static func isForeign(_ kind: FileKind) -> Bool {
    ["vendor", "third_party", "node_modules", "external", "Pods", "dist", "generated"].contains(where: kind.isBelow)
      || kind.name.hasSuffix(".min.js") || kind.name.hasSuffix(".pb.go") || kind.name.hasSuffix("_pb2.py")
      || CodeLanguage(kind.path)?.isTest(kind.path) == true
  }

  private static func isGenerated(_ source: SourceText) -> Bool {
    (1...min(20, source.lineCount)).contains { number in
      let line = source.line(number).text
      return line.has("DO NOT EDIT") || line.has("@generated") || line.has("Code generated") || line.has("do not edit")
    }
  }
}
