import GateModel

/// The verdict table as a file, without colour: `verdict.txt`.
public struct VerdictTableReporter: Reporter {
  public static let name = "text"

  public init() {}

  public func render(_ run: ReportedRun) throws -> [ReportFile] {
    let text = VerdictTable(colour: false).lines(run).joined(separator: "\n") + "\n"
    return [ReportFile(path: "verdict.txt", bytes: Array(text.utf8))]
  }
}
