import Foundation
import GateModel

/// SARIF 2.1.0, for code scanning and editors: `gatehouse.sarif`.
public struct SARIFReporter: Reporter {
  public static let name = "sarif"
  private let rules: RuleCatalog

  public init(rules: RuleCatalog = RuleCatalog()) { self.rules = rules }

  public func render(_ run: ReportedRun) throws -> [ReportFile] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let document = SARIFReduction(run.summary, rules: rules).document()
    return [ReportFile(path: "gatehouse.sarif", bytes: Array(try encoder.encode(document)) + [UInt8(ascii: "\n")])]
  }
}
