import Testing

@testable import GuardGate

@Suite struct CoverageReportTests {
  @Test("Lines count as LLVM counts them: what reaches into a line, or the most frequent region that begins in it")
  func lines() throws {
    let segments =
      "[1,1,2,true,true,false],[3,5,0,true,true,false],[5,3,2,true,false,false],[7,9,0,true,true,false],[7,20,2,true,false,false],"
      + "[9,2,0,false,false,false],[12,1,7,true,true,false],[12,8,0,false,false,false]"
    let json = #"{"type":"llvm.coverage.json.export","data":[{"files":[{"filename":"/x/a.c","segments":["# + segments + "]}]}]}"
    let report = try CoverageReport(Array(json.utf8))
    #expect(report.files["/x/a.c"] == [1: 2, 2: 2, 3: 2, 4: 0, 5: 0, 6: 2, 7: 2, 8: 2, 9: 2, 12: 7])
  }

  @Test("LCOV is read, and several records of a file are one")
  func lcov() throws {
    let report = try CoverageReport(Array("SF:/a/b.c\r\nDA:1,0\r\nDA:2,3,x\nend_of_record\nDA:9,9\nSF:/a/b.c\nDA:1,4\n".utf8))
    #expect(report.files == ["/a/b.c": [1: 4, 2: 3]])
    #expect(report.located(among: ["b.c", "a/b.c", "x/a/b.c"]) == ["a/b.c": [1: 4, 2: 3]])
    #expect(report.located(among: ["c"]).isEmpty)
  }

  @Test(
    "What is no report is an error",
    arguments: ["", "{", "{}", #"{"type":"x"}"#, "TN:\n", #"{"type":"llvm.coverage.json.export","data":[]}"#])
  func none(text: String) {
    #expect(throws: CoverageReport.NoReport.self) { try CoverageReport(Array(text.utf8)) }
  }
}
