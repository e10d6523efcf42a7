import Foundation
import Testing

struct ReferenceTests {
  @Test("The committed reference is what the program prints; GATEHOUSE_REWRITE=1 rewrites it and fails")
  func current() async throws {
    let path = GatehouseBinary.root + "/Sources/gatehouse/Documentation.docc/Reference.md"
    let ending = try await GatehouseBinary.run(["reference"])
    #expect(ending.exitCode == 0)
    let committed = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    if ProcessInfo.processInfo.environment["GATEHOUSE_REWRITE"] == "1" {
      try Data(ending.output.utf8).write(to: URL(fileURLWithPath: path))
      Issue.record("the reference was rewritten; look at the difference and run again without GATEHOUSE_REWRITE")
    }
    #expect(committed == ending.output, "stale: run 'gatehouse reference > \(path)'")
  }
}
