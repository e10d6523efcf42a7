/// Whether a workflow can need more of its token than to read the repository.
enum TokenUse {
  /// Actions that read the repository at most.
  private static let readers: Set<Substring> = [
    "actions/checkout", "actions/cache", "actions/upload-artifact", "actions/download-artifact", "actions/setup-go", "actions/setup-node",
    "actions/setup-python", "actions/setup-java", "actions/setup-dotnet",
  ]
  /// Texts by which a script can reach the token, or what a checkout leaves of it.
  private static let marks: [StaticString] = [
    "GITHUB_TOKEN", "GH_TOKEN", "github.token", "git push", "git tag", "gh ", "gh\t", "toJSON(github)", "toJson(github)",
    "secrets: inherit", "ACTIONS_ID_TOKEN", "docker push", "ghcr.io",
  ]

  /// True where every action is known to read only, and no script names the token or a command that writes with it.
  static func readsOnly(_ source: SourceText) -> Bool {
    guard !marks.contains(where: source.contains) else { return false }
    for number in 1...source.lineCount {
      let line = source.line(number)
      guard line.contains(0x3A) else { continue }
      let text = line.text
      guard let uses = text.firstRange(of: "uses") else { continue }
      let action = text[uses.upperBound...].drop { $0 == " " || $0 == ":" || $0 == "\"" || $0 == "'" }.prefix { $0 != "@" }
      guard readers.contains(action) else { return false }
    }
    return true
  }
}
