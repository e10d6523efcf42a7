import XMLKit

/// Writes a JUnit report in one of its profiles.
struct JUnitXML {
  /// Whose schema the document holds to.
  enum Profile: String {
    /// What Jenkins' xUnit schema permits.
    case strict
    /// With `file` and `line` at each case, which several readers show and the strict schema forbids.
    case annotated
  }

  let profile: Profile

  func bytes(_ model: JUnitModel) throws(XMLError) -> [UInt8] {
    try XMLWriter.document { writer throws(XMLError) in
      let attributes: KeyValuePairs<String, String?> = [
        "name": "gatehouse",
        "time": DurationText.seconds(microseconds: model.microseconds),
        "tests": "\(model.suites.reduce(0) { $0 + $1.cases.count })",
        "failures": "\(model.count(.failure))",
        "errors": "\(model.count(.error))",
      ]
      try writer.element("testsuites", attributes) { () throws(XMLError) in
        for suite in model.suites { try write(suite, to: writer) }
      }
    }
  }

  private func write(_ suite: JUnitModel.Suite, to writer: XMLWriter) throws(XMLError) {
    let attributes: KeyValuePairs<String, String?> = [
      "name": suite.name,
      "tests": "\(suite.cases.count)",
      "failures": "\(suite.count(.failure))",
      "errors": "\(suite.count(.error))",
      "skipped": "\(suite.count(.skipped))",
      "time": DurationText.seconds(microseconds: suite.cases.reduce(0) { $0 + $1.microseconds }),
    ]
    try writer.element("testsuite", attributes) { () throws(XMLError) in
      try writer.element("properties") { () throws(XMLError) in
        for property in suite.properties { try writer.element("property", ["name": property.name, "value": property.value]) }
      }
      for testCase in suite.cases { try write(testCase, to: writer) }
    }
  }

  private func write(_ testCase: JUnitModel.Case, to writer: XMLWriter) throws(XMLError) {
    let isAnnotated = profile == .annotated
    let attributes: KeyValuePairs<String, String?> = [
      "name": testCase.name,
      "classname": testCase.className,
      "time": DurationText.seconds(microseconds: testCase.microseconds),
      "file": isAnnotated ? testCase.file : nil,
      "line": isAnnotated ? testCase.line.flatMap { $0 > 0 ? "\($0)" : nil } : nil,
    ]
    try writer.element("testcase", attributes) { () throws(XMLError) in
      if let result = testCase.result {
        try writer.element(result.kind.rawValue, ["type": result.type, "message": result.message]) { () throws(XMLError) in
          try writer.text(result.details)
        }
      }
      if !testCase.output.isEmpty {
        try writer.element("system-out") { () throws(XMLError) in try writer.text(testCase.output) }
      }
    }
  }
}
