import GateKit
import GateModel

/// A pipeline installs its tools at versions, so that a release of a tool changes no run by itself.
struct FloatingToolRule: FileRule {
  let settings: GuardSettings
  let counted = "scripts"
  let nothingSeen = "no pipeline or build file runs a script"

  let descriptor = CheckDescriptor(
    id: "guard/floating-tool", title: "Tool installed without a version",
    rationale: "What a registry offers today runs with the pipeline's secrets, and tomorrow it is something else.",
    remedy: "Install one exact version; check a download against a checksum before it runs", requirements: ["S1-H8"])

  let defects: [DefectID] = ["ci.floating-tool-install"]

  func look(at file: RepositoryFile, policy: GuardPolicy) -> FileFindings? {
    guard file.kind.mayHoldScripts, let source = file.source else { return nil }
    var findings = FileFindings()
    for text in file.scripts {
      findings.seen += 1
      for use in FloatingTools(text.script.commands, pinsSystemPackages: policy.pinsSystemPackages).uses {
        findings.problems.append(
          FileProblem(
            message: use.message, subject: use.subject,
            location: source.location(of: use.word.text, line: text.firstLine + use.word.line, within: text.slack),
            identity: findings.identity(of: use.subject)))
      }
    }
    return findings
  }
}
