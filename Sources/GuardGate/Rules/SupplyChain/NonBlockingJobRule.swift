import GateKit
import GateModel
import LocatedYAML

/// A job that checks something must be able to fail.
struct NonBlockingJobRule: FileRule {
  let settings: GuardSettings
  let counted = "pipelines"
  let nothingSeen = "there is no pipeline"

  let descriptor = CheckDescriptor(
    id: "guard/non-blocking-job", title: "Pipeline step that cannot fail",
    rationale: "A check whose failure is ignored proves nothing and looks as if it did.",
    remedy: "Let the step fail the job, or take the step out", requirements: ["S3-INF3"])

  let defects: [DefectID] = ["ci.scan-nonblocking"]

  func look(at file: RepositoryFile, policy: GuardPolicy) -> FileFindings? {
    guard file.kind.isPipeline, let source = file.source else { return nil }
    var findings = FileFindings()
    findings.seen = 1
    for document in file.documents {
      guard let root = document.root else { continue }
      var found: [Problem] = []
      Self.visit(root, path: [], into: &found)
      for problem in found {
        let location = source.location(
          of: problem.written, line: problem.place.line + document.offset, column: problem.place.column)
        findings.problems.append(
          FileProblem(
            message: problem.message, subject: problem.subject, location: location, identity: findings.identity(of: problem.subject),
            fix: Self.withoutSwitch(problem.written, location, source)))
      }
    }
    for text in file.scripts {
      for ignored in Self.ignored(text.script) {
        let subject = ignored.words.map(\.text).joined(separator: " ")
        let location = source.location(of: ignored.words[0].text, line: text.firstLine + ignored.line, within: text.slack)
        findings.problems.append(
          FileProblem(
            message: "the failure of '\(subject.prefix(80))' is ignored", subject: subject, location: location,
            identity: findings.identity(of: subject), fix: Self.withoutIgnoring(location, source)))
      }
    }
    return findings
  }

  /// Takes the switch out where it has a line of its own, and is not all that its mapping holds.
  private static func withoutSwitch(_ key: String, _ location: SourceLocation, _ source: SourceText) -> FileFix? {
    guard let line = location.line, location.endColumn != nil else { return nil }
    let text = source.line(line)
    let content = text.drop { $0 == 0x20 }
    let words = content.text.split(separator: " ")
    // The value is one word of the same line.
    guard words.count == 2 || (words.count > 2 && words[2].first == "#"), words[0] == "\(key):",
      hasSibling(line, indentation: content.startIndex - text.startIndex, source)
    else { return nil }
    return source.fixWithout(line: line)
  }

  /// Whether a line next to it belongs to the same mapping.
  private static func hasSibling(_ line: Int, indentation: Int, _ source: SourceText) -> Bool {
    [line - 1, line + 1].contains { number in
      let text = source.line(number)
      let content = text.drop { $0 == 0x20 || $0 == 0x2D }
      return !content.isEmpty && content.first != 0x23 && content.startIndex - text.startIndex == indentation
    }
  }

  /// Takes `|| true` from the end of a line that holds one command and nothing else.
  private static func withoutIgnoring(_ location: SourceLocation, _ source: SourceText) -> FileFix? {
    guard let number = location.line, location.endColumn != nil else { return nil }
    let line = source.line(number)
    let text = line.text
    guard let bars = text.firstRange(of: "||"), text[bars.upperBound...].firstRange(of: "||") == nil else { return nil }
    let rest = text[bars.upperBound...].filter { $0 != " " }
    guard rest == "true" || rest == ":" || rest == "exit0" else { return nil }
    var command = text[..<bars.lowerBound]
    while command.last == " " { command.removeLast() }
    // Behind another command its failure would still be ignored.
    guard !command.contains(where: { "|&;`(){}!".contains($0) }), !isContinued(source.line(number - 1)) else { return nil }
    return source.fix(line.startIndex + command.utf8.count..<line.endIndex, with: "")
  }

  private static func isContinued(_ line: ArraySlice<UInt8>) -> Bool {
    let text = line.text
    // The head of a block in YAML is no pipe.
    if text.hasSuffix(": |") || text.hasSuffix("- |") { return false }
    return ["\\", "|", "&"].contains { text.split(separator: " ").last?.hasSuffix($0) == true }
  }

  private struct Problem {
    var message: String
    var subject: String
    var written: String
    var place: YAMLPlace
  }

  /// What lets a job or step go on after a failure: key, and the values that do it.
  private static let switches: [String: Set<String>] = [
    "continue-on-error": ["true"], "continueOnError": ["true"], "allow_failure": ["true"], "soft_fail": ["true"], "failure": ["ignore"],
    "ignore_failure": ["true"], "allow_failures": ["true"],
  ]

  private static func visit(_ node: YAMLValue, path: [String], into found: inout [Problem]) {
    guard path.count < 40 else { return }
    for (index, item) in node.list.enumerated() { visit(item, path: path + [String(index)], into: &found) }
    for entry in node.entries {
      if let values = switches[entry.key], let value = entry.value.scalar, values.contains(value) {
        let owner = node["name"]?.scalar ?? path.last { Int($0) == nil && $0 != "steps" && $0 != "jobs" } ?? "the pipeline"
        found.append(
          Problem(
            message: "'\(owner)' cannot fail: \(entry.key) is \(value)", subject: "\(owner) \(entry.key)", written: entry.key,
            place: entry.keyPlace))
      } else if entry.key != "with" {
        visit(entry.value, path: path + [entry.key], into: &found)
      }
    }
  }

  /// Programs that clean up or ask; their failure is no result of a check.
  private static let harmless: Set<String> = [
    "rm", "kill", "pkill", "killall", "umount", "grep", "egrep", "rg", "diff", "cmp", "which", "type", "test", "[", "[[", "mkdir", "rmdir",
    "command", "true", "false", "read", "cat", "ls", "docker", "podman", "git", "kubectl", "docker-compose", "sleep", "tput", "wait", "jq",
    "echo", "printf", "cp", "mv", "ln", "chmod", "chown", "swapoff", "systemctl", "service", "trap", "unset", "cd", "pushd", "let", "expr",
    "helm", "stty", "ps", "lsof", "free", "df", "du", "tail", "head",
  ]

  /// Commands behind which `|| true`, `|| :`, `|| exit 0` or `|| echo` stands.
  private static func ignored(_ script: ShellScript) -> [ShellScript.Command] {
    var found: [ShellScript.Command] = []
    let commands = script.commands
    for index in commands.indices.dropFirst() where commands[index].connector == "||" {
      let words = commands[index].program.map(\.text)
      let goesOn = words == ["true"] || words == [":"] || words == ["exit", "0"] || words == ["/bin/true"]
      let speaks = words.first == "echo" || words.first == "printf"
      let next = index + 1 < commands.count ? commands[index + 1] : nil
      // A message before leaving with an error ignores nothing.
      let leaves = speaks && next.map { ["&&", ";"].contains($0.connector) && ["exit", "return", "false"].contains($0.name) } == true
      guard goesOn || (speaks && !leaves) else { continue }
      let before = commands[index - 1]
      guard !before.words.isEmpty, !harmless.contains(before.name) else { continue }
      found.append(before)
    }
    for command in commands where command.words.map(\.text) == ["set", "+e"] { found.append(command) }
    return found
  }
}
