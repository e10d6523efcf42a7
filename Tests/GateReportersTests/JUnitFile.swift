import GateModel
import GateReporters
import Testing
import XMLKit

/// A JUnit report read back by libxml2.
struct JUnitFile {
  let bytes: [UInt8]
  let root: XMLTree

  init(_ log: RunLog, annotated: Bool = false) throws {
    let reporter: any Reporter = if annotated { JUnitAnnotatedReporter() } else { JUnitReporter() }
    bytes = try #require(try reporter.render(ReportedRun(log)).first).bytes
    root = try XMLTree.parse(bytes)
  }

  func testCase(_ name: String) throws -> XMLTree {
    try #require(root.descendants(named: "testcase").first { $0["name"] == name })
  }
}
