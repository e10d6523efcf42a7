/// Finds the images that commands in a script run or pull: `docker run`, `podman pull`, `kubectl run --image`.
enum ShellImages {
  static func uses(in text: ScriptText) -> [ImageUse] {
    var uses: [ImageUse] = []
    var variables = Interpolation()
    for command in text.script.commands {
      for word in command.words {
        guard let equals = word.text.firstIndex(of: "="), word.text[..<equals].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
        else { break }
        variables.values[String(word.text[..<equals])] = String(word.text[word.text.index(after: equals)...])
      }
      let words = Array(command.program)
      switch command.name {
      case "docker", "podman", "nerdctl", "docker.io", "finch", "$DOCKER", "$(DOCKER)":
        if let word = container(words) { uses.append(use(word, word.text, text, variables, "\(command.name) \(verb(words))")) }
      case "kubectl", "oc", "kubecolor":
        for word in words where word.text.hasPrefix("--image=") {
          uses.append(use(word, String(word.text.dropFirst("--image=".count)), text, variables, "kubectl --image"))
        }
        for (index, word) in words.enumerated() where word.text == "--image" && index + 1 < words.count {
          uses.append(use(words[index + 1], words[index + 1].text, text, variables, "kubectl --image"))
        }
        if words.count > 3, words[1].text == "set", words[2].text == "image" {
          for word in words[3...] where !word.text.hasPrefix("-") {
            guard let equals = word.text.firstIndex(of: "=") else { continue }
            uses.append(use(word, String(word.text[word.text.index(after: equals)...]), text, variables, "kubectl set image"))
          }
        }
      default: break
      }
    }
    return uses
  }

  private static func verb(_ words: [ShellScript.Word]) -> String {
    words.dropFirst().first { ["run", "pull", "create"].contains($0.text) }?.text ?? "run"
  }

  /// The operand of `docker run` that is the image.
  private static func container(_ words: [ShellScript.Word]) -> ShellScript.Word? {
    var index = 1
    if index < words.count, words[index].text == "container" || words[index].text == "image" { index += 1 }
    guard index < words.count, ["run", "pull", "create"].contains(words[index].text) else { return nil }
    if index == 2, words[1].text == "container", words[2].text == "pull" { return nil }
    index += 1
    while index < words.count {
      let text = words[index].text
      guard text.hasPrefix("-") else { return text.has("=") && !text.has("/") ? nil : words[index] }
      if text == "--" { return index + 1 < words.count ? words[index + 1] : nil }
      index += takesValue(text) ? 2 : 1
    }
    return nil
  }

  private static func takesValue(_ flag: String) -> Bool {
    if flag.hasPrefix("--") { return !flag.has("=") && !switches.contains(flag) }
    // Short switches may stand together: `-it`; the last one may take a value.
    guard let last = flag.last, flag.utf8.count >= 2 else { return false }
    let letters = flag.dropFirst()
    if let first = letters.first, "evpuwlmhc".contains(first), letters.count > 1 { return false }
    return "evpuwlmhc".contains(last)
  }

  private static let switches: Set<String> = [
    "--rm", "--interactive", "--tty", "--detach", "--privileged", "--init", "--read-only", "--publish-all", "--no-healthcheck",
    "--quiet", "--all-tags", "--disable-content-trust", "--sig-proxy", "--oom-kill-disable", "--replace", "--tls-verify", "--help",
    "--no-hosts", "--rmi",
  ]

  private static func use(
    _ word: ShellScript.Word, _ reference: String, _ text: ScriptText, _ variables: Interpolation, _ instruction: String
  ) -> ImageUse {
    ImageUse(
      reference: variables.resolve(reference), written: reference, line: text.firstLine + word.line, column: 1, slack: text.slack,
      instruction: instruction)
  }
}
