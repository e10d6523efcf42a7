import GateConfig
import GateKit
import GateModel

/// Every image that a build file, a manifest, a pipeline or code names must be the same bytes tomorrow.
///
/// Before the rule judges the repository it judges canaries under the repository's own policy: an exemption that would
/// let a moving tag through is itself a finding. An exemption may accept an exact tag without a digest, or a variable;
/// for a tag that moves there is none.
struct UnpinnedImageRule: FileRule {
  let settings: GuardSettings
  let counted = "images"
  let nothingSeen = "no file names an image"

  let descriptor = CheckDescriptor(
    id: "guard/unpinned-image", title: "Image without an exact pin",
    rationale: "A tag can be moved to other bytes at any time, so what was reviewed is not what is built.",
    remedy: "Pin the image with @sha256: and the 64 digits of its digest; in a Compose file an exact release tag is enough",
    requirements: ["S1-M1"])

  let defects: [DefectID] = ["pin.allow-debian-major"]

  /// References that no policy may let through.
  private static let canaries = ["debian:12-slim", "debian:12", "debian:latest", "debian", "example.invalid:5000/team/app:1"]

  func problems(of policy: GuardPolicy) -> [FileProblem] {
    Self.canaries.compactMap { canary in
      policy.images.exemption(for: canary).map { exemption in
        FileProblem(
          message: "the exemption '\(exemption.pattern)' lets the moving tag '\(canary)' through", subject: exemption.pattern,
          location: exemption.location, identity: [canary])
      }
    }
  }

  func look(at file: RepositoryFile, policy: GuardPolicy) -> FileFindings? {
    guard let uses = ImageScanner.scan(file), let source = file.source else { return nil }
    var findings = FileFindings()
    for use in uses {
      findings.seen += 1
      let identity = findings.identity(of: use.reference)
      if let (key, digest) = Self.pin(use, source) { findings.pins[key, default: []].insert(digest) }
      guard let problem = use.problem, use.moves || policy.images.exemption(for: use.reference) == nil else { continue }
      let location = source.location(of: use.written, line: use.line, column: use.column, within: use.slack)
      findings.problems.append(
        FileProblem(
          message: "\(use.instruction) '\(use.reference)' \(problem)", subject: use.reference, location: location,
          identity: [use.instruction] + identity, fix: Self.fix(use, location, source),
          unpinned: Self.place(use, location, source)))
    }
    return findings
  }

  /// What the file says about the digest of a tag. A digest beside a platform may be that of one platform only.
  private static func pin(_ use: ImageUse, _ source: SourceText) -> (String, String)? {
    let image = ImageReference(use.reference)
    guard image.isPinned, !use.isUnresolved, let digest = image.digest, let key = key(of: image) else { return nil }
    return source.line(use.line).text.has("platform") ? nil : (key, digest)
  }

  private static func place(_ use: ImageUse, _ location: SourceLocation, _ source: SourceText) -> PinPlace? {
    let image = ImageReference(use.reference)
    guard use.written == use.reference, !use.isUnresolved, image.digest == nil, let key = key(of: image) else { return nil }
    return PinPlace(key, at: location, in: source, prefix: "\(use.written)@")
  }

  /// Name and tag, whether or not the default registry is written out.
  private static func key(of image: ImageReference) -> String? {
    guard let tag = image.tag else { return nil }
    var name = image.name[...]
    for start in ["docker.io/", "library/"] where name.hasPrefix(start) { name = name.dropFirst(start.count) }
    return "\(name):\(tag)"
  }

  /// A digest in capitals in small letters. Any other pin has to be known from elsewhere.
  private static func fix(_ use: ImageUse, _ location: SourceLocation, _ source: SourceText) -> FileFix? {
    guard let at = use.written.lastIndex(of: "@") else { return nil }
    let fixed = use.written[..<at] + use.written[at...].lowercased()
    return fixed != use.written && ImageReference(String(fixed)).isPinned ? source.fix(location, with: String(fixed)) : nil
  }
}
