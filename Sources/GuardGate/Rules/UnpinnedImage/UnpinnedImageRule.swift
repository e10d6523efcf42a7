import GateConfig
import GateKit
import GateModel

/// Every image that a build file, a manifest, a pipeline or code names must be the same bytes tomorrow.
///
/// Before the rule judges the repository it judges canaries under the repository's own policy: an exemption that would
/// let a moving tag through is itself a finding. An exemption may accept an exact tag without a digest, or a variable;
/// for a tag that moves there is none.
struct UnpinnedImageRule: GuardRule {
  let settings: GuardSettings

  let descriptor = CheckDescriptor(
    id: "guard/unpinned-image", title: "Image without an exact pin",
    rationale: "A tag can be moved to other bytes at any time, so what was reviewed is not what is built.",
    remedy: "Pin the image with @sha256: and the 64 digits of its digest; in a Compose file an exact release tag is enough",
    requirements: ["S1-M1"])

  let defects: [DefectID] = ["pin.allow-debian-major"]

  /// References that no policy may let through.
  private static let canaries = ["debian:12-slim", "debian:12", "debian:latest", "debian", "example.invalid:5000/team/app:1"]

  func inspect(_ repository: any FileTree, in environment: RunEnvironment, context: CaseContext) async throws -> CaseOutcome {
    let policy = try GuardPolicy.load(settings.policy, from: repository).images
    for canary in Self.canaries {
      guard let exemption = policy.exemption(for: canary) else { continue }
      await context.report(
        descriptor, message: "the exemption '\(exemption.pattern)' lets the moving tag '\(canary)' through", subject: exemption.pattern,
        location: exemption.location, identity: [canary])
    }
    var seen = 0
    for path in try repository.files(under: "") where settings.includes(path) {
      try Task.checkCancellation()
      guard let result = ImageScanner.scan(path, in: repository) else { continue }
      var occurrences: [String: Int] = [:]
      for use in result.uses {
        seen += 1
        let occurrence = occurrences[use.reference, default: 0] + 1
        occurrences[use.reference] = occurrence
        guard let problem = use.problem, use.moves || policy.exemption(for: use.reference) == nil else { continue }
        await context.report(
          descriptor, message: "\(use.instruction) '\(use.reference)' \(problem)", subject: use.reference,
          location: result.source.location(of: use.written, line: use.line, column: use.column, within: use.slack),
          identity: [use.instruction] + (occurrence > 1 ? [String(occurrence)] : []))
      }
    }
    await context.measure("images", Double(seen), unit: "1")
    return seen == 0 ? .skipped(reason: "no file names an image") : .passed
  }
}
