import GateModel
import XMLKit

/// JUnit XML in the profile that the strictest readers accept: `junit.xml`.
public struct JUnitReporter: Reporter {
  public static let name = "junit"

  public init() {}

  public func render(_ run: ReportedRun) throws -> [ReportFile] {
    [try JUnitRendering(profile: .strict, schema: JUnitSchema.strict).file(run, path: "junit.xml")]
  }
}

/// JUnit XML with the file and line of each case: `junit-annotated.xml`.
public struct JUnitAnnotatedReporter: Reporter {
  public static let name = "junit-annotated"

  public init() {}

  public func render(_ run: ReportedRun) throws -> [ReportFile] {
    [try JUnitRendering(profile: .annotated, schema: JUnitSchema.annotated).file(run, path: "junit-annotated.xml")]
  }
}

/// What both profiles share: reduce, write, and hand out only what holds to the profile's schema.
private struct JUnitRendering {
  let profile: JUnitXML.Profile
  let schema: String

  func file(_ run: ReportedRun, path: String) throws -> ReportFile {
    let bytes = try JUnitXML(profile: profile).bytes(JUnitReduction(run.summary).model())
    let problems = try XMLSchemaValidator(xsd: schema.utf8).validate(bytes)
    guard problems.isEmpty else {
      throw ReporterError.invalidReport(format: "JUnit (\(profile.rawValue))", problems: problems.map(\.description))
    }
    return ReportFile(path: path, bytes: bytes)
  }
}
