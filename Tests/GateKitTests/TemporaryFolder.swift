import Foundation

/// A folder that is gone after the test.
struct TemporaryFolder {
  let path: String

  /// Makes the folder, runs the body and removes it.
  static func with(_ body: (TemporaryFolder) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("gatekit-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(TemporaryFolder(path: path))
  }

  func write(_ name: String, _ text: String = "x") throws {
    let url = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: "\(path)/\(name)", withDestinationPath: target)
  }

  func folder(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: true)
  }
}
