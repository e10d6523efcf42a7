import Cryptography
import Foundation
import GateKit
import GuardGate

/// Runs acceptance checks in a clean checkout, and writes what came of them.
struct EvidenceRecorder: Sendable {
  /// Absolute path of the repository.
  let root: String
  let out: String
  let limit: Duration
  let processes: any ProcessRunner

  private static let gitLimit = Duration.seconds(300)

  /// Nil for a task that names no check.
  /// - Throws: `CommandError` where the commit cannot be checked out or the record not be written.
  func record(_ task: AcceptanceTask) async throws -> EvidenceRecord? {
    guard !task.commands.isEmpty else { return nil }
    let name = task.id.map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." ? $0 : "_" }
    let commit = try await git(["rev-parse", "--verify", "--quiet", "--end-of-options", "\(task.commit ?? "HEAD")^{commit}"], in: root)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gatehouse-evidence-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try await git(["clone", "--quiet", "--shared", "--no-checkout", root, folder], in: root)
    _ = try await git(["checkout", "--quiet", "--detach", commit], in: folder)
    let output = "\(out)/\(String(name)).log"
    var log = ""
    var codes: [(String, Int)] = []
    for command in task.commands {
      let (code, text) = await run(command, in: folder)
      log += "$ \(command)\n\(text)[\(code)]\n"
      codes.append((command, code))
    }
    let hash = Hex.encode(Digest.sha256(Array(log.utf8)))
    let checks = codes.map { EvidenceRecord.Check(command: $0.0, exitCode: $0.1, output: output, sha256: hash) }
    let record = EvidenceRecord(task: task.id, commit: commit, checks: checks, recordedAt: Day.now)
    let reports = ReportFolder(path: root)
    try await reports.write(Array(log.utf8), to: output)
    try await reports.write(Array(record.json.utf8), to: "\(out)/\(String(name)).json")
    return record
  }

  /// A command's exit code and what it wrote; 124 where its time was over, 127 where it could not be started.
  private func run(_ command: String, in folder: String) async -> (Int, String) {
    do {
      let result = try await processes.run(["sh", "-c", command], environment: [:], directory: folder, limit: limit)
      return (Int(result.exitCode), result.output + result.errorOutput)
    } catch ProcessError.timedOut {
      return (124, "did not end within \(limit)\n")
    } catch {
      return (127, "\(error)\n")
    }
  }

  private func git(_ arguments: [String], in folder: String) async throws -> String {
    do {
      let result = try await processes.run(["git"] + arguments, environment: [:], directory: folder, limit: Self.gitLimit)
      guard result.exitCode == 0 else {
        throw CommandError(
          "git \(arguments.first ?? "") ended with \(result.exitCode): \(result.errorOutput.prefix(400))",
          remedy: "Check the commit that the entry names, and fetch it in CI (fetch-depth: 0)")
      }
      return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
    } catch let error as ProcessError {
      throw CommandError(error.description, remedy: "Evidence needs git and a repository")
    }
  }
}
