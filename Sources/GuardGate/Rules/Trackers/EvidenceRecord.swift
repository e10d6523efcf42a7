import Cryptography
import GateKit
import JSONDocument

/// What the acceptance checks of a task gave: a file that `gatehouse evidence record` writes.
public struct EvidenceRecord: Sendable {
  public struct Check: Sendable {
    public var command: String
    public var exitCode: Int
    /// Where the command's output was kept, and its hash.
    public var output: String?
    public var sha256: String?

    public init(command: String, exitCode: Int, output: String? = nil, sha256: String? = nil) {
      (self.command, self.exitCode, self.output, self.sha256) = (command, exitCode, output, sha256)
    }
  }

  public var task: String
  /// The commit whose tree was checked, 40 or 64 hex digits.
  public var commit: String
  public var checks: [Check]
  /// RFC 3339.
  public var recordedAt: String

  public init(task: String, commit: String, checks: [Check], recordedAt: String) {
    (self.task, self.commit, self.checks, self.recordedAt) = (task, commit, checks, recordedAt)
  }

  /// Nil for what is no record.
  public init?(_ bytes: [UInt8]) {
    guard let object = (try? JSONParser.parse(bytes))?.object, let task = object["task"]?.string, let commit = object["commit"]?.string,
      let checks = object["checks"]?.array
    else { return nil }
    (self.task, self.commit) = (task, commit)
    recordedAt = object["recorded_at"]?.string ?? ""
    self.checks = []
    for check in checks {
      guard let command = check.object?["command"]?.string, let code = check.object?["exit_code"]?.int else { return nil }
      self.checks.append(
        Check(command: command, exitCode: code, output: check.object?["output"]?.string, sha256: check.object?["sha256"]?.string))
    }
  }

  /// The record as its file holds it.
  public var json: String {
    let checks = checks.map { check -> JSONValue in
      var members: [JSONObject.Member] = [
        ("command", .string(check.command)), ("exit_code", .number(JSONNumber(check.exitCode))),
      ]
      if let output = check.output { members.append(("output", .string(output))) }
      if let sha256 = check.sha256 { members.append(("sha256", .string(sha256))) }
      return .object(JSONObject(members))
    }
    let members: [JSONObject.Member] = [
      ("task", .string(task)), ("commit", .string(commit)), ("recorded_at", .string(recordedAt)), ("checks", .array(checks)),
    ]
    return JSONValue.object(JSONObject(members)).serialized() + "\n"
  }

  /// What is wrong with it as evidence of a task, in words.
  func problem(task: String, commit: String?, in repository: any FileTree) -> String? {
    if self.task != task { return "is of the task '\(self.task)'" }
    guard let commit, commit.count >= 7 else { return "is there, but the entry names no commit" }
    guard self.commit.lowercased().hasPrefix(commit.lowercased()) else {
      return "is of the commit \(self.commit.prefix(12)), not of \(commit.prefix(12))"
    }
    if checks.isEmpty { return "holds no check" }
    for check in checks {
      if check.exitCode != 0 { return "says that '\(check.command)' ended with \(check.exitCode)" }
      guard let output = check.output else { continue }
      guard let bytes = try? repository.read(output) else { return "names '\(output)', which does not exist" }
      if Hex.encode(Digest.sha256(bytes)) != check.sha256?.lowercased() { return "has another hash than '\(output)'" }
    }
    return nil
  }
}
