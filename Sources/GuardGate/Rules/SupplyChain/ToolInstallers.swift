/// Installers whose versions are written in a way of their own.
extension ToolInstall {
  mutating func cargo(_ words: [Word], _ verb: String) {
    func value(_ flags: [String]) -> String? {
      for (index, word) in words.enumerated() {
        if flags.contains(word.text), index + 1 < words.count { return words[index + 1].text }
        for flag in flags where word.text.hasPrefix(flag + "=") { return String(word.text.dropFirst(flag.count + 1)) }
      }
      return nil
    }
    if value(["--path"]) != nil { return }
    if value(["--git"]) != nil {
      if value(["--rev"]) != nil { return }
      if let word = words.first(where: { $0.text.has("://") }) { report(word, "cargo") }
      return
    }
    let version = value(["--version", "--vers"]).map { ToolPin.isExact($0.trimmingPrefix("=")) }
    let withValue: Set<String> = [
      "--version", "--vers", "--root", "--features", "-F", "--target", "--profile", "--index", "--registry", "--bin", "-j", "--jobs",
      "--target-dir", "--tag", "--branch", "--rev", "--git", "--example", "--strategies",
    ]
    for word in words.operands(after: verb, takingValue: withValue) where !word.text.hasPrefix("+") {
      if let at = word.text.firstIndex(of: "@") {
        if !ToolPin.isExact(word.text[word.text.index(after: at)...].trimmingPrefix("=")) { report(word, "cargo") }
      } else if version != true {
        report(word, "cargo")
      }
    }
  }

  mutating func go(_ words: [Word], _ verb: String) {
    guard ["install", "get", "run"].contains(verb) else { return }
    for word in words.operands(after: verb, takingValue: ["-ldflags", "-tags", "-o", "-mod", "-C", "-gcflags", "-p"]) {
      guard let at = word.text.lastIndex(of: "@") else {
        // Without a version the module of the repository decides.
        if verb == "run" { return }
        continue
      }
      let version = word.text[word.text.index(after: at)...]
      let isCommit = version.utf8.count >= 12 && version.allSatisfy(\.isHexDigit)
      if !isCommit, !ToolPin.isExact(version) { report(word, "go") }
      if verb == "run" { return }
    }
  }

  mutating func gem(_ words: [Word]) {
    let version = words.indices.first { words[$0].text == "-v" || words[$0].text == "--version" || words[$0].text.hasPrefix("--version=") }
    if let version {
      let text = words[version].text.has("=") ? words[version].text : (version + 1 < words.count ? words[version + 1].text : "")
      if !text.has(">") && !text.has("~") { return }
    }
    for word in words.operands(
      after: "install", takingValue: ["-v", "--version", "-i", "--install-dir", "-n", "--bindir", "-s", "--source"])
    where !ToolPin.isLocal(word.text) && !word.text.hasSuffix(".gem") {
      if let colon = word.text.lastIndex(of: ":"), ToolPin.isExact(word.text[word.text.index(after: colon)...]) { continue }
      report(word, "gem")
    }
  }
}
