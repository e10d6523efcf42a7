import GateKit
import GateModel

/// Links of documents to files of the repository lead somewhere. Addresses of other hosts are not asked for.
struct BrokenLinkRule: FileRule {
  let settings: GuardSettings
  let counted = "links"
  let nothingSeen = "no document links to a file"

  let descriptor = CheckDescriptor(
    id: "guard/broken-link", title: "Link that leads nowhere",
    rationale: "Whoever follows a runbook at night and finds no page improvises.",
    remedy: "Correct the path or the heading that the link names", requirements: ["S4-AUTH-001"])

  let defects: [DefectID] = ["docs.broken-link"]

  func look(at file: RepositoryFile, policy: GuardPolicy) -> FileFindings? {
    guard file.kind.name.hasSuffix(".md") || file.kind.name.hasSuffix(".markdown"), let source = file.source else { return nil }
    guard source.contains("](") || source.contains("]:") else { return nil }
    let text = MarkdownText(source)
    var findings = FileFindings()
    let folder = RepositoryPath.folder(of: file.path)
    lazy var anchors = text.anchors
    for link in text.links where Self.isLocal(link.target) {
      findings.seen += 1
      let parts = link.target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let path = String(parts[0].prefix { $0 != "?" }).withoutPercents
      let anchor = parts.count > 1 ? String(parts[1]).withoutPercents : ""
      let problem: String?
      if path.isEmpty {
        problem = anchor.isEmpty || anchors.contains(anchor) ? nil : "names the heading '\(anchor)', which is not in the document"
      } else {
        problem = Self.problem(path, anchor, folder, file)
      }
      guard let problem else { continue }
      findings.problems.append(
        FileProblem(
          message: "the link '\(link.target)' \(problem)", subject: "\(file.path): \(link.target)",
          location: source.location(of: link.target, line: link.line), identity: findings.identity(of: link.target)))
    }
    return findings.seen > 0 ? findings : nil
  }

  private static func problem(_ path: String, _ anchor: String, _ folder: String, _ file: RepositoryFile) -> String? {
    let base = path.hasPrefix("/") ? "" : folder
    guard let target = RepositoryPath.resolve(path, from: base) else { return nil }
    guard file.exists(target) else { return "leads to '\(target)', which does not exist" }
    guard !anchor.isEmpty, target.hasSuffix(".md"), let text = file.other(target).map(MarkdownText.init) else { return nil }
    return text.anchors.contains(anchor) ? nil : "names the heading '\(anchor)', which is not in '\(target)'"
  }

  /// No address of another host, no scheme and no template.
  private static func isLocal(_ target: String) -> Bool {
    if target.hasPrefix("//") || target.has("{{") || target.has("${") || target.has("<") { return false }
    guard let colon = target.firstIndex(of: ":") else { return true }
    return target[..<colon].contains { !$0.isLetter && !$0.isNumber && !"+-.".contains($0) }
  }
}

extension String {
  /// With what `%20` and the like stand for.
  fileprivate var withoutPercents: String {
    guard utf8.contains(0x25) else { return self }
    var bytes: [UInt8] = []
    var rest = Array(utf8)[...]
    while let byte = rest.first {
      if byte == 0x25, rest.count > 2, let value = UInt8(rest.dropFirst().prefix(2).text, radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
        rest = rest.dropFirst()
      }
    }
    return bytes[...].text
  }
}
