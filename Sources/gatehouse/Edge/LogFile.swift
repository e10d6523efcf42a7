import Foundation
import GateEngine
import GateModel

/// `reports/run.jsonl`: one line an event, written as it happens.
actor LogFile: EventSink {
  private let handle: FileHandle

  /// Makes the folder and an empty log in it.
  /// - Throws: ``CommandError`` when that cannot be written.
  init(folder: String) throws {
    let path = "\(folder)/run.jsonl"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data().write(to: URL(fileURLWithPath: path))
      handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    } catch {
      throw CommandError(
        "the reports folder '\(folder)' cannot be written: \(error.localizedDescription)",
        remedy: "Make it writable or name another with --reports")
    }
  }

  func record(_ event: RecordedEvent) throws {
    var line = try RunLog.encode(event)
    line.append(UInt8(ascii: "\n"))
    try handle.write(contentsOf: Data(line))
  }
}
