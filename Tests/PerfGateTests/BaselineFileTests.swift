import Foundation
import JSONDocument
import JSONSchema
import PerfStatistics
import Testing

@testable import PerfGate

@Suite("Baseline file")
struct BaselineFileTests {
  @Test("what is read equals what was written, and is written the same again")
  func roundTrip() throws {
    let baseline = Samples.baseline(ratio: 4)
    let text = BaselineFile.encode(baseline)
    let read = try BaselineFile.decode(text, path: "b.json", workload: "rows")
    #expect(read == baseline)
    #expect(BaselineFile.encode(read) == text)
  }

  @Test("has one member a line in a fixed order, so that a review shows what changed")
  func lines() {
    let lines = BaselineFile.encode(Samples.baseline(ratio: 4)).split(separator: "\n").map { $0.prefix { $0 != ":" } }
    #expect(lines.prefix(4) == ["{", "  \"format\"", "  \"workload\"", "  \"workload_digest\""])
    #expect(lines.contains("    \"p99_us\""))
  }

  @Test(
    "a damaged file is one clear error with its path and the way out",
    arguments: [
      ("", "it is no JSON"), ("{\"format\": ", "it is no JSON"), ("[]", "'format' is missing"),
      ("{\"format\": \"other\"}", "its format is not"),
      ("{\"format\": \"gatehouse-baseline-1\", \"ratio\": {}}", "'ratio' is missing"),
    ])
  func damaged(text: String, problem: String) throws {
    let error = #expect(throws: BaselineError.self) { try BaselineFile.decode(text, path: "baselines/perf/rows.json", workload: "rows") }
    let message = try #require(error).description
    #expect(message.contains(problem))
    #expect(message.contains("baselines/perf/rows.json"))
    #expect(message.contains("gatehouse perf accept --workload rows"))
  }

  @Test("a changed histogram, ratio or seed is found", arguments: ["HISTF", "\"estimate\": 4", "\"seed\": 7"])
  func tampered(part: String) {
    let text = BaselineFile.encode(Samples.baseline(ratio: 4)).replacing(
      part, with: part == "HISTF" ? "HXSTF" : "\"estimate\": -4", maxReplacements: 1)
    #expect(throws: BaselineError.self) { try BaselineFile.decode(text, path: "b.json", workload: "rows") }
  }

  @Test("a machine is read from what Linux shows")
  func machine() {
    let machine = MachineFingerprint(
      cpuinfo: "processor\t: 0\nmodel name\t: A  CPU @ 2 GHz\n\nprocessor\t: 1\nmodel name\t: A  CPU @ 2 GHz\n",
      meminfo: "MemTotal:        8152020 kB\nMemFree: 1 kB\n", osrelease: "6.1.0-18-amd64\n")
    #expect(machine == MachineFingerprint(processor: "A CPU @ 2 GHz", cores: 2, memoryMebibytes: 7960, kernel: "6.1.0-18-amd64"))
    #expect(MachineFingerprint(cpuinfo: "", meminfo: "", osrelease: "").processor == "unknown")
  }

  @Test("follows the published schema")
  func schema() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let schema = try Data(contentsOf: root.appendingPathComponent("contracts/schemas/baseline.schema.json"))
    var baseline = Samples.baseline(ratio: 4)
    baseline.workloadDigest = "00112233aabbccdd"
    let document = try JSONParser.parse(BaselineFile.encode(baseline))
    #expect(try CompiledSchema(try JSONParser.parse(Array(schema))).validate(document).isEmpty)
  }
}
