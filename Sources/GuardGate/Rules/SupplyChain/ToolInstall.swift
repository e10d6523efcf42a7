/// What one command of a script installs without an exact version.
struct ToolInstall {
  typealias Word = ShellScript.Word

  private(set) var uses: [FloatingTools.Use] = []
  private let pinsSystemPackages: Bool

  init(_ command: ShellScript.Command, pinsSystemPackages: Bool) {
    self.pinsSystemPackages = pinsSystemPackages
    take(command.name, Array(command.program))
  }

  private mutating func take(_ name: String, _ words: [Word]) {
    let second = words.dropFirst().first { !$0.text.hasPrefix("-") }?.text ?? ""
    switch name {
    case "pip", "pip3": if second == "install" || second == "download" { python(words, after: second) }
    case let program where program.hasPrefix("python"):
      if let module = words.firstIndex(where: { $0.text == "-m" }), module + 1 < words.count {
        let rest = Array(words[(module + 1)...])
        if rest[0].text == "pip" || rest[0].text == "pipx" { take(rest[0].text, rest) }
      }
    case "pipx":
      if second == "install" || second == "upgrade" { python(words, after: second) }
      if second == "run" { runner(words, after: "run", name: "pipx run", pin: ToolPin.isPython) }
    case "uv":
      if second == "pip" { take("pip", Array(words.drop { $0.text != "pip" })) }
      if second == "tool", let rest = words.firstIndex(where: { $0.text == "tool" }), rest + 1 < words.count {
        switch words[rest + 1].text {
        case "install": python(words, after: "install")
        case "run": runner(words, after: "run", name: "uv tool run", pin: ToolPin.isPython)
        default: break
        }
      }
    case "uvx": runner(words, after: nil, name: "uvx", pin: ToolPin.isPython)
    case "npm":
      switch second {
      case "install", "i", "add": node(words, after: second)
      case "exec", "x": runner(words, after: second, name: "npm exec", pin: ToolPin.isNode)
      case "init", "create": runner(words, after: second, name: "npm \(second)", pin: ToolPin.isNode)
      default: break
      }
    case "yarn":
      if second == "dlx" || second == "create" { runner(words, after: second, name: "yarn \(second)", pin: ToolPin.isNode) }
      if second == "global" || second == "add" { node(words, after: "add") }
    case "pnpm":
      if second == "add" || second == "install" || second == "i" { node(words, after: second) }
      if second == "dlx" || second == "create" { runner(words, after: second, name: "pnpm \(second)", pin: ToolPin.isNode) }
    case "bun": if second == "add" || second == "install" { node(words, after: second) }
    case "npx", "bunx", "pnpx":
      if !words.contains(where: { $0.text == "--no-install" || $0.text == "--no" || $0.text == "--offline" }) {
        runner(words, after: nil, name: name, pin: ToolPin.isNode)
      }
    case "cargo": if second == "install" || second == "binstall" { cargo(words, second) }
    case "go": go(words, second)
    case "gem": if second == "install" { gem(words) }
    case "brew":
      if second == "install" || second == "upgrade" {
        for word in words.operands(after: second, takingValue: []) where !word.text.has("@") && !word.text.hasPrefix("./") {
          report(word, "brew")
        }
      }
    case "dotnet":
      if second == "tool", words.contains(where: { $0.text == "install" }), !words.contains(where: { $0.text.hasPrefix("--version") }) {
        for word in words.operands(after: "install", takingValue: ["--tool-path", "--add-source"]) { report(word, "dotnet tool") }
      }
    case "apt", "apt-get", "apk", "dnf", "yum", "microdnf":
      guard pinsSystemPackages, second == "install" || second == "add" else { return }
      let withValue: Set<String> = ["-t", "--target-release", "-o", "--virtual", "--repository", "-X"]
      for word in words.operands(after: second, takingValue: withValue) where !word.text.has("=") && !word.text.has("/") {
        report(word, name)
      }
    default: break
    }
  }

  mutating func report(_ word: Word, _ program: String) {
    uses.append(
      FloatingTools.Use(
        subject: "\(program) \(word.text)", message: "\(program) installs '\(word.text)' without an exact version", word: word))
  }

  private static let pythonValues: Set<String> = [
    "-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-i", "--index-url", "--extra-index-url", "-f", "--find-links", "-t",
    "--target", "--prefix", "--root", "--python", "--python-version", "--platform", "--trusted-host", "--cache-dir", "--timeout",
    "--retries",
    "--progress-bar", "-d", "--dest", "--only-binary", "--no-binary", "--upgrade-strategy", "--implementation", "--abi", "--group",
    "--with",
    "-p", "--proxy", "--report", "--log", "--config-settings",
  ]

  private mutating func python(_ words: [Word], after verb: String) {
    for word in words.operands(after: verb, takingValue: Self.pythonValues) where !ToolPin.isPython(word.text) {
      report(word, "pip")
    }
  }

  private static let nodeValues: Set<String> = [
    "--prefix", "--registry", "-C", "--dir", "--filter", "--workspace", "-w", "--loglevel", "--tag",
  ]

  private mutating func node(_ words: [Word], after verb: String) {
    for word in words.operands(after: verb, takingValue: Self.nodeValues) where word.text != "global" && !ToolPin.isNode(word.text) {
      report(word, "npm")
    }
  }

  /// A program that downloads what it runs: `npx`, `uvx`.
  private mutating func runner(_ words: [Word], after verb: String?, name: String, pin: (String) -> Bool) {
    var index = verb.flatMap { verb in words.firstIndex { $0.text == verb } } ?? 0
    index += 1
    var sawPackage = false
    while index < words.count {
      let text = words[index].text
      for flag in ["--package", "-p", "--from", "--spec"] {
        let value = text == flag ? (index + 1 < words.count ? words[index + 1] : nil) : nil
        let inline = text.hasPrefix(flag + "=") ? Word(text: String(text.dropFirst(flag.count + 1)), line: words[index].line) : nil
        guard let word = value ?? inline else { continue }
        sawPackage = true
        if !pin(word.text) { report(word, name) }
      }
      guard text.hasPrefix("-") else { break }
      let takesValue = ["--package", "-p", "--from", "--spec", "--with", "--python", "--prefix", "-c", "--index-url", "--registry"]
      index += takesValue.contains(text) ? 2 : 1
    }
    guard !sawPackage, index < words.count else { return }
    if !pin(words[index].text) { report(words[index], name) }
  }
}

extension [ShellScript.Word] {
  /// The words behind a verb that are no options.
  func operands(after verb: String, takingValue: Set<String>) -> [Element] {
    guard let start = firstIndex(where: { $0.text == verb }) else { return [] }
    var found: [Element] = []
    var index = start + 1
    while index < count {
      let text = self[index].text
      if text.hasPrefix(">") || text.hasPrefix("2>") { break }
      if text.hasPrefix("-") {
        index += takingValue.contains(text) ? 2 : 1
      } else {
        if !text.isEmpty, text != "\\" { found.append(self[index]) }
        index += 1
      }
    }
    return found
  }
}
