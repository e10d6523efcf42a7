import Foundation
import GateKit
import GateModel
import Testing

@testable import GuardGate

/// A folder below `fixtures/guard/RULE`: a small repository, and in `EXPECT` what the rule must find in it.
struct RuleFixture: Sendable, CustomTestStringConvertible {
  var rule: String
  var name: String
  var folder: String

  var testDescription: String { "\(rule)/\(name)" }
  var mustFail: Bool { name.hasPrefix("fail-") }
  var tree: DiskFileTree { DiskFileTree(root: folder) }

  /// One finding that must be there: `path:line` and a part of its message.
  struct Expectation: Hashable, Sendable {
    var place: String
    var fragment: String
  }

  /// What stands in `EXPECT`: `path:line part of the message` in each line.
  func expectations() throws -> [Expectation] {
    try tree.text("EXPECT").split(separator: "\n").map { line in
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      return Expectation(place: parts[0], fragment: parts.count > 1 ? parts[1] : "")
    }
  }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("fixtures/guard").path

  static let all: [RuleFixture] = folders(in: root).flatMap { rule in
    folders(in: "\(root)/\(rule)").map { RuleFixture(rule: rule, name: $0, folder: "\(root)/\(rule)/\($0)") }
  }

  static func folders(in path: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }
}
