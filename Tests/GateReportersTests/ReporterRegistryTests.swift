import GateReporters
import Testing

@Suite struct ReporterRegistryTests {
  @Test("Every format has a name and writes files of its own")
  func unique() throws {
    let names = ReporterRegistry.names
    #expect(names == ["junit", "junit-annotated", "sarif", "markdown", "html", "github", "text"])
    let paths = try ReporterRegistry.all().flatMap { try $0.render(ReportedRun(SampleLog.passed)).map(\.path) }
    #expect(Set(paths).count == paths.count)
    #expect(paths.count == names.count)
  }

  @Test("The same log gives the same bytes in every format")
  func pure() throws {
    for reporter in ReporterRegistry.all() {
      #expect(try reporter.render(ReportedRun(SampleLog.mixed)) == reporter.render(ReportedRun(SampleLog.mixed)))
    }
  }

  @Test("An empty log and a log that was cut off are rendered in every format, and none says passed")
  func damaged() throws {
    let cut = SampleLog.mixed.cut(after: 5)
    for log in [SampleLog.empty, cut] {
      for reporter in ReporterRegistry.all() {
        let files = try reporter.render(ReportedRun(log))
        #expect(files.count == 1)
      }
      #expect(try JUnitFile(log).root["errors"] != "0")
    }
  }
}
