import GateKit
import GateModel

/// A pipeline installs its tools at versions, so that a release of a tool changes no run by itself.
struct FloatingToolRule: GuardRule {
  let settings: GuardSettings

  let descriptor = CheckDescriptor(
    id: "guard/floating-tool", title: "Tool installed without a version",
    rationale: "What a registry offers today runs with the pipeline's secrets, and tomorrow it is something else.",
    remedy: "Install one exact version; check a download against a checksum before it runs", requirements: ["S1-H8"])

  let defects: [DefectID] = ["ci.floating-tool-install"]

  func inspect(_ repository: any FileTree, in environment: RunEnvironment, context: CaseContext) async throws -> CaseOutcome {
    let policy = try GuardPolicy.load(settings.policy, from: repository)
    var seen = 0
    for path in try repository.files(under: "") where settings.includes(path) {
      try Task.checkCancellation()
      let kind = FileKind(path)
      guard kind.isPipeline || kind.isBuildFile || kind.mayBeShell, let source = SourceText(path, in: repository) else { continue }
      var occurrences: [String: Int] = [:]
      for text in PipelineScripts.scripts(kind, source) {
        seen += 1
        for use in FloatingTools(text.script.commands, pinsSystemPackages: policy.pinsSystemPackages).uses {
          occurrences[use.subject, default: 0] += 1
          let count = occurrences[use.subject] ?? 1
          await context.report(
            descriptor, message: use.message, subject: use.subject,
            location: source.location(of: use.word.text, line: text.firstLine + use.word.line, within: text.slack),
            identity: count > 1 ? [String(count)] : [])
        }
      }
    }
    await context.measure("scripts", Double(seen), unit: "1")
    return seen == 0 ? .skipped(reason: "no pipeline or build file runs a script") : .passed
  }
}
