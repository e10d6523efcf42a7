import Foundation

/// A home of clusters for one test, removed with it.
final class TemporaryHome: Sendable {
  let path: String

  init() {
    path = "/var/tmp/gatehouse-test-\(UInt64.random(in: 0...UInt64.max))"
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func clusters() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path + "/clusters")
  }

  func templates() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path + "/templates").filter { !$0.hasSuffix(".lock") }
  }
}
