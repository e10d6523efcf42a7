import Foundation
import Linearizability

/// What `gatehouse race check` was asked, validated.
struct HistoryCheck {
  private let model: ObjectModel
  private let format: HistoryFormat?
  private let initial: HistoryValue?
  private let isKeyed: Bool
  private let file: String
  private let limits: CheckLimits
  private let jobs: Int

  private static let mostMegabytes = 1 << 20

  init(_ command: RaceCheckCommand) throws {
    guard let model = ObjectModel(rawValue: command.model) else {
      throw CommandError(
        "unknown model '\(command.model)'", remedy: "There are: \(ObjectModel.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    self.model = model
    format = try command.format.map { name in
      guard let format = HistoryFormat(rawValue: name) else {
        throw CommandError(
          "unknown format '\(name)'", remedy: "There are: \(HistoryFormat.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return format
    }
    do throws(HistoryFileError) {
      if let text = command.initial { initial = try HistoryValue(text: text) } else { initial = nil }
    } catch {
      throw CommandError("--initial '\(command.initial ?? "")' is no value: \(error.message)", remedy: "Write JSON or EDN")
    }
    guard command.timeLimit > 0, command.timeLimit <= 1e9 else {
      throw CommandError("--time-limit \(command.timeLimit) is no time", remedy: "Give seconds, more than 0")
    }
    guard (1...Self.mostMegabytes).contains(command.memoryLimit) else {
      throw CommandError("--memory-limit \(command.memoryLimit) is no size", remedy: "Give megabytes, from 1 to \(Self.mostMegabytes)")
    }
    guard (1...256).contains(command.jobs) else {
      throw CommandError("--jobs \(command.jobs) is no number of jobs", remedy: "Give 1 to 256")
    }
    isKeyed = command.keyed
    file = command.file
    jobs = command.jobs
    let end = ContinuousClock.now + .seconds(command.timeLimit)
    limits = CheckLimits(memory: command.memoryLimit << 20, steps: .max) { ContinuousClock.now >= end }
  }

  func report() async throws -> HistoryReport {
    let bytes = try read()
    do throws(HistoryFileError) {
      let history = try HistoryReader.read(bytes, format: format, isKeyed: isKeyed)
      return try await model.check(history, initial: initial, limits: limits, width: jobs)
    } catch {
      throw CommandError("\(name): \(error.place)\(error.message)", remedy: error.remedy)
    }
  }

  func draw(_ report: HistoryReport, to path: String) throws {
    do {
      try Data(TimelinePage(report, source: name).html().utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw CommandError(
        "the timeline cannot be written to '\(path)': \(error.localizedDescription)", remedy: "Name a file in a folder that exists")
    }
  }

  private var name: String { file == "-" ? "standard input" : file }

  private func read() throws -> [UInt8] {
    do {
      let handle = file == "-" ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
      var bytes: [UInt8] = []
      while bytes.count <= HistoryReader.mostBytes, let data = try handle.read(upToCount: 1 << 20), !data.isEmpty {
        bytes.append(contentsOf: data)
      }
      return bytes
    } catch {
      throw CommandError(
        "the history '\(name)' cannot be read: \(error.localizedDescription)", remedy: "Name a file, or - for standard input")
    }
  }
}
