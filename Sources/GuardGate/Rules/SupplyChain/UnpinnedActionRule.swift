import GateKit
import GateModel
import LocatedYAML

/// An action or reusable workflow of somebody else runs with the pipeline's token, so it must be named by its commit.
struct UnpinnedActionRule: FileRule {
  let settings: GuardSettings
  let counted = "actions"
  let nothingSeen = "no workflow uses an action"

  let descriptor = CheckDescriptor(
    id: "guard/unpinned-action", title: "Action without a commit",
    rationale: "A tag or branch of an action can be moved, and what it then holds runs with the pipeline's secrets.",
    remedy: "Name the action by the 40 digits of its commit, with the release in a comment", requirements: ["S1-H8"])

  let defects: [DefectID] = ["ci.action-at-tag"]

  func look(at file: RepositoryFile, policy: GuardPolicy) -> FileFindings? {
    guard file.kind.isWorkflow || file.kind.isAction, let source = file.source, source.contains("uses") else { return nil }
    var findings = FileFindings()
    for use in Self.uses(file, source) {
      findings.seen += 1
      let identity = findings.identity(of: use.action)
      let location = source.location(of: use.action, line: use.line, column: use.column)
      guard let problem = Self.problem(use.action) else {
        if let pin = ActionPin(use.action, location, source) { findings.pins[pin.key, default: []].insert(pin.commit) }
        continue
      }
      findings.problems.append(
        FileProblem(
          message: "uses '\(use.action)' \(problem)", subject: use.action, location: location, identity: identity,
          unpinned: ActionPin.place(use.action, location, source)))
    }
    return findings
  }

  private struct Use {
    var action: String
    var line: Int
    var column: Int
  }

  /// Nil where it is pinned, local or an image, which another rule judges.
  static func problem(_ action: String) -> String? {
    if action.hasPrefix("./") || action.hasPrefix("../") || action.hasPrefix("docker://") { return nil }
    guard let at = action.lastIndex(of: "@") else { return "names no revision" }
    let revision = action[action.index(after: at)...]
    if revision.has("${{") { return "holds a variable as its revision" }
    let isHex = revision.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    if isHex, revision.utf8.count == 40 || revision.utf8.count == 64 { return nil }
    if isHex, revision.utf8.count >= 7 { return "names \(revision.utf8.count) digits of a commit instead of 40" }
    return "names the tag or branch '\(revision)', which moves"
  }

  private static func uses(_ file: RepositoryFile, _ source: SourceText) -> [Use] {
    var found: [Use] = []
    for document in file.documents {
      if let root = document.root { visit(root, offset: document.offset, depth: 0, into: &found) }
      guard document.root == nil else { continue }
      for number in document.lines {
        var rest = source.line(number).drop { $0 == 0x20 || $0 == 0x2D }
        guard rest.starts(with: Array("uses:".utf8)) else { continue }
        rest = rest.dropFirst(5)
        let action = rest.text.split { $0.isWhitespace || $0 == "\"" || $0 == "'" }.first ?? ""
        if !action.isEmpty { found.append(Use(action: String(action), line: number, column: 1)) }
      }
    }
    return found
  }

  private static func visit(_ node: YAMLValue, offset: Int, depth: Int, into found: inout [Use]) {
    guard depth < 40 else { return }
    for item in node.list { visit(item, offset: offset, depth: depth + 1, into: &found) }
    for entry in node.entries {
      if entry.key == "uses", let action = entry.value.scalar {
        found.append(Use(action: action, line: entry.value.place.line + offset, column: entry.value.place.column))
      } else if entry.key != "with", entry.key != "env" {
        visit(entry.value, offset: offset, depth: depth + 1, into: &found)
      }
    }
  }
}
