import Foundation
import GateEngine
import GateModel

/// Prints the matrix of a proof and writes it down.
struct ProofWriter {
  let report: ProofReport
  let register: [Requirement]

  /// - Throws: ``CommandError`` when the folder cannot be written.
  static func prepare(_ folder: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data().write(to: URL(fileURLWithPath: "\(folder)/proof.json"))
    } catch {
      throw CommandError(
        "the reports folder '\(folder)' cannot be written: \(error.localizedDescription)",
        remedy: "Make it writable or name another with --reports")
    }
  }

  func write(to folder: String, recording: Bool) throws {
    let data = try RegisterFiles.encode(report)
    try data.write(to: URL(fileURLWithPath: "\(folder)/proof.json"))
    try Data(markdown.utf8).write(to: URL(fileURLWithPath: "\(folder)/proof.md"))
    Console.print("")
    for line in table { Console.print(line) }
    guard recording else { return }
    guard report.isProof else {
      Console.print("not recorded: \(RegisterFiles.proofPath) takes a whole proof only")
      return
    }
    try data.write(to: URL(fileURLWithPath: RegisterFiles.proofPath))
    Console.print("recorded in \(RegisterFiles.proofPath)")
  }

  private var rows: [(requirement: String, row: ProofReport.Row)] {
    report.rows.flatMap { row in
      (row.requirements.isEmpty ? ["–"] : row.requirements.map(\.rawValue)).map { (requirement: $0, row: row) }
    }.sorted { ($0.requirement, $0.row.defect) < ($1.requirement, $1.row.defect) }
  }

  private var table: [String] {
    var cells = [["requirement", "defect", "caught by", "time"]]
    for (requirement, row) in rows {
      let caught = row.isCaught ? row.caughtBy.map(\.rawValue).joined(separator: ", ") : "NOT CAUGHT: \(row.detail)"
      cells.append([requirement, row.defect.rawValue, caught, "\(row.milliseconds) ms"])
    }
    let widths = (0..<3).map { column in cells.map { $0[column].count }.max() ?? 0 }
    var lines = cells.map { row in
      zip(row, widths).map { $0.padding(toLength: min(max($1, $0.count), 60), withPad: " ", startingAt: 0) }.joined(separator: "  ") + "  "
        + row[3]
    }
    lines += report.healthyFailures.map { "healthy service: \($0)" } + report.gaps.map { "register: \($0)" }
    let caught = report.rows.count(where: \.isCaught)
    lines.append("")
    lines.append(
      "\(report.isProof ? "PROVED" : "NOT PROVED"): \(caught) of \(report.rows.count) defects caught, "
        + "healthy service \(report.healthyFailures.isEmpty ? "clean" : "not clean") in \(report.healthyCases) cases")
    return lines
  }

  private var markdown: String {
    var text = "# Proof\n\n\(report.isProof ? "Proved" : "Not proved"), seed \(report.seed).\n\n"
    text += "| requirement | defect | what it does | caught by | time |\n|---|---|---|---|---|\n"
    for (requirement, row) in rows {
      let caught = row.isCaught ? row.caughtBy.map { "`\($0)`" }.joined(separator: ", ") : "**not caught**: \(row.detail)"
      text += "| \(requirement) | `\(row.defect)` | \(row.summary) | \(caught) | \(row.milliseconds) ms |\n"
    }
    for problem in report.healthyFailures + report.gaps { text += "\n- \(problem)" }
    return text + "\n"
  }
}
