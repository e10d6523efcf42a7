import GateModel
import XMLKit

/// JUnit XML in the profile that the strictest readers accept: `junit.xml`.
public struct JUnitReporter: Reporter {
  public static let name = "junit"

  public init() {}

  public func render(_ log: RunLog) throws -> [ReportFile] {
    [try JUnitRendering(profile: .strict, schema: JUnitSchema.strict).file(log, path: "junit.xml")]
  }
}

/// JUnit XML with the file and line of each case: `junit-annotated.xml`.
public struct JUnitAnnotatedReporter: Reporter {
  public static let name = "junit-annotated"

  public init() {}

  public func render(_ log: RunLog) throws -> [ReportFile] {
    [try JUnitRendering(profile: .annotated, schema: JUnitSchema.annotated).file(log, path: "junit-annotated.xml")]
  }
}

/// What both profiles share: reduce, write, and hand out only what holds to the profile's schema.
private struct JUnitRendering {
  let profile: JUnitXML.Profile
  let schema: String

  func file(_ log: RunLog, path: String) throws -> ReportFile {
    let bytes = try JUnitXML(profile: profile).bytes(JUnitReduction(RunSummary(forReports: log)).model())
    let problems = try XMLSchemaValidator(xsd: schema.utf8).validate(bytes)
    guard problems.isEmpty else {
      throw ReporterError.invalidReport(format: "JUnit (\(profile.rawValue))", problems: problems.map(\.description))
    }
    return ReportFile(path: path, bytes: bytes)
  }
}
