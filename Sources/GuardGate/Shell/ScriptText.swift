import LocatedYAML

/// A script with the place of its lines in a file.
struct ScriptText {
  var script: ShellScript
  /// Line of the file that the script's first line stands on.
  var firstLine: Int
  /// How many lines of the file to look in for a word: more than one where the lines were folded.
  var slack: Int

  /// A script that is a value in YAML.
  init?(_ node: YAMLValue, offset: Int, source: SourceText) {
    guard let text = node.scalar, !text.isEmpty else { return nil }
    let line = node.place.line + offset
    let column = max(0, node.place.column - 1)
    let raw = source.line(line).dropFirst(column)
    let isBlock = raw.first == 0x7C || raw.first == 0x3E
    script = ShellScript(text.utf8)
    firstLine = line + (isBlock ? 1 : 0)
    slack = raw.first == 0x7C ? 1 : (text.utf8.count > 200 || raw.first == 0x3E ? 60 : 12)
  }

  /// A whole file.
  init(_ source: SourceText) {
    script = ShellScript(source.bytes)
    (firstLine, slack) = (1, 1)
  }

  init(_ script: ShellScript, firstLine: Int, slack: Int = 1) {
    (self.script, self.firstLine, self.slack) = (script, firstLine, slack)
  }

  /// Keys under which pipelines keep scripts.
  static let keys: Set<String> = [
    "run", "script", "before_script", "after_script", "after-script", "command", "commands", "bash", "sh", "pwsh", "powershell",
    "beforeScript", "onCreateCommand", "postCreateCommand", "install", "before_install", "pre_build", "build",
  ]
}
