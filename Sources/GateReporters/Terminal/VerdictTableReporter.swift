import GateModel

/// The verdict table as a file, without colour: `verdict.txt`.
public struct VerdictTableReporter: Reporter {
  public static let name = "text"

  public init() {}

  public func render(_ log: RunLog) throws -> [ReportFile] {
    let text = VerdictTable(colour: false).lines(log).joined(separator: "\n") + "\n"
    return [ReportFile(path: "verdict.txt", bytes: Array(text.utf8))]
  }
}
