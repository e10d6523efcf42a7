import GateModel

/// One page for people: `report.html`.
///
/// It needs no network and no script: style and drawings are in it, a policy in its head forbids everything else, and what
/// is long folds away. Light or dark follows the reader's settings.
public struct HTMLReporter: Reporter {
  public static let name = "html"
  private let rules: RuleCatalog

  public init(rules: RuleCatalog = RuleCatalog()) { self.rules = rules }

  public func render(_ run: ReportedRun) throws -> [ReportFile] {
    let summary = run.summary
    var findings = HTMLFindings(rules: rules)
    let body: [HTML] = [
      HTMLHead.text(summary), HTMLGates.table(summary), HTMLGates.errors(summary), findings.section(summary.findingsForPeople),
      HTMLGates.undecided(summary), HTMLMeasurements.section(summary), HTMLGates.requirements(summary),
    ]
    let page: HTML = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <title>Gatehouse: \(summary.verdict.rawValue)</title>
      <style>\(HTMLStyle.sheet)</style>
      </head>
      <body>
      <main>
      \(body)</main>
      </body>
      </html>

      """
    return [ReportFile(path: "report.html", bytes: Array(page.markup.utf8))]
  }
}
