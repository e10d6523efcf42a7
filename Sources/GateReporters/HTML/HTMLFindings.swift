import GateModel

/// The findings by cause: one part for each check, worst first, with what shows each finding.
struct HTMLFindings {
  let rules: RuleCatalog
  /// Bytes of evidence that the page still takes, so that a browser can open it.
  private var room = 24 << 20
  private static let findingLimit = 20_000
  /// A check with at most so many findings is unfolded.
  private static let openLimit = 20

  init(rules: RuleCatalog) { self.rules = rules }

  mutating func section(_ groups: [FindingGroup]) -> HTML {
    guard !groups.isEmpty else { return "" }
    let shown = groups.prefix(Self.findingLimit)
    var order: [CheckID] = []
    var byCheck: [CheckID: [FindingGroup]] = [:]
    for group in shown {
      if byCheck[group.finding.check] == nil { order.append(group.finding.check) }
      byCheck[group.finding.check, default: []].append(group)
    }
    let parts = order.map { check in part(check, byCheck[check] ?? []) }
    let rest: HTML = groups.count > shown.count ? "<p>\(groups.count - shown.count) more are left out here; the log has them.</p>\n" : ""
    return """
      <section>
      <h2>Findings</h2>
      \(filter(groups))\(parts)\(rest)</section>

      """
  }

  /// Boxes that hide findings by what they weigh; the style sheet does it.
  private func filter(_ groups: [FindingGroup]) -> HTML {
    let counts = Dictionary(grouping: groups) { Self.kind($0.finding) }.mapValues(\.count)
    let boxes: [HTML] = ["error", "warning", "note", "accepted"].compactMap { kind in
      counts[kind].map { "<label><input type=\"checkbox\" id=\"show-\(kind)\" checked=\"checked\"/> \(kind) (\($0))</label>\n" }
    }
    return "<div class=\"filter\">Show:\n\(boxes)</div>\n"
  }

  /// The severity of a finding that counts; those that were accepted or did not recur are one kind.
  private static func kind(_ finding: Finding) -> String { finding.disposition == .active ? finding.severity.rawValue : "accepted" }

  private mutating func part(_ check: CheckID, _ groups: [FindingGroup]) -> HTML {
    let rule = rules[check]
    let items = groups.map { item($0, remedy: rule?.remedy) }
    let isOpen: HTML = groups.count <= Self.openLimit ? " open=\"open\"" : ""
    let why: HTML = rule.map { "<p>\($0.rationale)</p>\n<p class=\"remedy\">What to do: \($0.remedy)</p>\n" } ?? ""
    return """
      <details class="check"\(isOpen)>
      <summary><code>\(check.rawValue)</code> \(rule?.title ?? "") <span class="count">\(groups.count)</span></summary>
      \(why)\(items)</details>

      """
  }

  private mutating func item(_ group: FindingGroup, remedy: String?) -> HTML {
    let finding = group.finding
    let text = FindingText(finding)
    let kind = Self.kind(finding)
    var rows: [(String, String)] = []
    if let disposition = text.disposition { rows.append(("State", disposition)) }
    if !finding.subject.isEmpty { rows.append(("Subject", finding.subject)) }
    if let location = finding.location { rows.append(("Place", location.description)) }
    if let requirements = text.requirements { rows.append(("Requirements", requirements)) }
    if finding.remedy != remedy, !finding.remedy.isEmpty { rows.append(("What to do", finding.remedy)) }
    if group.count > 1 { rows.append(("Seen", "\(group.count) times")) }
    rows += [("Case", finding.caseID.rawValue), ("Fingerprint", finding.fingerprint.text)]
    let list: [HTML] = rows.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>\n" }
    let shown = finding.evidence.map { evidence($0) }
    return """
      <details class="finding \(kind)">
      <summary><span class="badge \(kind)">\(kind)</span> \(finding.message) <span class="place">\(text.place)</span></summary>
      <dl>
      \(list)</dl>
      \(shown)</details>

      """
  }

  private mutating func evidence(_ evidence: Evidence) -> HTML {
    let size = evidence.text.utf8.count
    guard size <= room else { return "<h3>\(evidence.title)</h3>\n<p>Left out here, because the page is long; the log has it.</p>\n" }
    room -= size
    // The first line feed of `pre` is not shown.
    return "<h3>\(evidence.title)</h3>\n<pre tabindex=\"0\">\n\(lines: evidence.text)</pre>\n"
  }
}
