import GateModel

/// Makes one format of report.
///
/// A reporter is a pure function of the run's log: no clock, no files, no environment; the same log gives the same bytes.
public protocol Reporter: Sendable {
  /// What the format is called on the command line: `sarif`.
  static var name: String { get }

  /// Renders a run. Throws ``ReporterError`` where what it made cannot be handed out.
  func render(_ run: ReportedRun) throws -> [ReportFile]
}

/// What reports say of a run: its log summed up once for all formats, each text bounded and without credentials.
public struct ReportedRun: Sendable {
  let summary: RunSummary

  public init(_ log: RunLog) { summary = RunSummary(forReports: log) }

  public var verdict: Verdict { summary.verdict }
}

/// A file of a report.
public struct ReportFile: Hashable, Sendable {
  /// Relative to the folder of reports, without a leading slash.
  public let path: String
  public let bytes: [UInt8]

  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// Why a report could not be made.
public enum ReporterError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The report does not hold to the schema of its own format: a defect of the reporter, not of the run.
  case invalidReport(format: String, problems: [String])

  public var description: String {
    switch self {
    case .invalidReport(let format, let problems):
      "The \(format) report does not hold to its own schema, which is a defect of Gatehouse: "
        + problems.prefix(5).joined(separator: "; ") + ". The run's log is complete; render it again with another version."
    }
  }
}
