/// Finds the commands of a script that install something without an exact version.
struct FloatingTools {
  struct Use {
    /// Names what is installed, without the place.
    var subject: String
    var message: String
    var word: ShellScript.Word
  }

  private typealias Word = ShellScript.Word

  private(set) var uses: [Use] = []
  private let pinsSystemPackages: Bool

  init(_ commands: [ShellScript.Command], pinsSystemPackages: Bool) {
    self.pinsSystemPackages = pinsSystemPackages
    let checks = commands.contains { Self.verifiers.contains($0.name) || ($0.name == "gpg" && $0.words.contains { $0.text == "--verify" }) }
    for (index, command) in commands.enumerated() {
      let words = Array(command.program)
      guard let first = words.first else { continue }
      if command.connector == "|", Self.shells.contains(command.name), index > 0, let source = Self.download(before: index, in: commands) {
        add("pipe", "what '\(source.text)' downloads is run as it comes", source)
      }
      if let word = words.first(where: Self.runsDownload),
        Self.shells.contains(command.name) || ["eval", "source", "."].contains(first.text)
      {
        add("pipe", "what is downloaded is run as it comes", word)
      }
      if command.name == "curl" || command.name == "wget" { takeDownload(words, index, commands, isChecked: checks) }
      take(command.name, words)
    }
  }

  private static let shells: Set<String> = [
    "sh", "bash", "zsh", "dash", "ash", "ksh", "fish", "python", "python3", "node", "perl", "ruby", "iex", "php",
  ]
  private static let verifiers: Set<String> = [
    "sha256sum", "sha512sum", "shasum", "b2sum", "gpgv", "cosign", "minisign", "signify", "sha1sum", "openssl", "slsa-verifier", "rhash",
  ]

  private static func runsDownload(_ word: Word) -> Bool {
    guard word.text.has("curl") || word.text.has("wget") else { return false }
    return word.text.has("$(curl") || word.text.has("$(wget") || word.text.has("<(curl") || word.text.has("<(wget")
      || word.text.has("`curl") || word.text.has("`wget")
  }

  /// The program at the head of the pipe, where it downloads.
  private static func download(before index: Int, in commands: [ShellScript.Command]) -> Word? {
    var place = index
    while place > 0, commands[place].connector == "|" { place -= 1 }
    let names = ["curl", "wget", "iwr", "irm", "fetch", "aria2c"]
    for command in commands[place..<index] where names.contains(command.name) {
      // Text for a program with a script of its own is data.
      let isScript = commands[index].program.dropFirst().contains {
        $0.text == "-c" || $0.text == "-m" || $0.text == "-e" || $0.text == "-r"
      }
      let operands = commands[index].program.dropFirst().filter { !$0.text.hasPrefix("-") }
      let isFile = !operands.isEmpty && !commands[index].program.contains { $0.text == "-s" || $0.text == "-" || $0.text == "--" }
      return isScript || isFile ? nil : command.program.first
    }
    return nil
  }

  private mutating func takeDownload(_ words: [Word], _ index: Int, _ commands: [ShellScript.Command], isChecked: Bool) {
    guard let url = words.first(where: { $0.text.contains("://") && !$0.text.hasPrefix("-") })?.text else { return }
    guard let word = words.first(where: { $0.text == url }) else { return }
    let isLatest = url.contains("/latest/") || url.hasSuffix("/latest") || url.contains("/main/") || url.contains("/master/")
    let path = url.split(separator: "?").first.map(String.init) ?? url
    let isArchive = [".tar.gz", ".tgz", ".zip", ".deb", ".rpm", ".tar.xz", ".apk", ".whl", ".jar", ".pkg", ".msi", ".exe", ".AppImage"]
      .contains(where: path.hasSuffix)
    let isTool = isArchive || url.contains("/releases/") || url.contains("dl.k8s.io")
    guard isTool else { return }
    if isLatest { return add(url, "downloads '\(url)', which names no version", word) }
    if !isChecked { add(url, "downloads '\(url)' without comparing a checksum", word) }
  }

  private mutating func add(_ subject: String, _ message: String, _ word: Word) {
    uses.append(Use(subject: subject, message: message, word: word))
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
      if second == "run" { runner(words, after: "run", name: "pipx run", pin: Self.isPythonPin) }
    case "uv":
      if second == "pip" { take("pip", Array(words.drop { $0.text != "pip" })) }
      if second == "tool", let rest = words.firstIndex(where: { $0.text == "tool" }), rest + 1 < words.count {
        switch words[rest + 1].text {
        case "install": python(words, after: "install", isRunner: true)
        case "run": runner(words, after: "run", name: "uv tool run", pin: Self.isPythonPin)
        default: break
        }
      }
    case "uvx": runner(words, after: nil, name: "uvx", pin: Self.isPythonPin)
    case "npm":
      switch second {
      case "install", "i", "add": node(words, after: second)
      case "exec", "x": runner(words, after: second, name: "npm exec", pin: Self.isNodePin)
      case "init", "create": runner(words, after: second, name: "npm \(second)", pin: Self.isNodePin)
      default: break
      }
    case "yarn":
      if second == "dlx" || second == "create" { runner(words, after: second, name: "yarn \(second)", pin: Self.isNodePin) }
      if second == "global" || second == "add" { node(words, after: "add") }
    case "pnpm":
      if second == "add" || second == "install" || second == "i" { node(words, after: second) }
      if second == "dlx" || second == "create" { runner(words, after: second, name: "pnpm \(second)", pin: Self.isNodePin) }
    case "bun": if second == "add" || second == "install" { node(words, after: second) }
    case "npx", "bunx", "pnpx":
      if !words.contains(where: { $0.text == "--no-install" || $0.text == "--no" || $0.text == "--offline" }) {
        runner(words, after: nil, name: name, pin: Self.isNodePin)
      }
    case "cargo": if second == "install" || second == "binstall" { cargo(words, second) }
    case "go": go(words, second)
    case "gem": if second == "install" { gem(words) }
    case "brew":
      if second == "install" || second == "upgrade" {
        for word in Self.operands(words, after: second, takingValue: []) where !word.text.contains("@") && !word.text.hasPrefix("./") {
          report(word, "brew")
        }
      }
    case "dotnet":
      if second == "tool", words.contains(where: { $0.text == "install" }), !words.contains(where: { $0.text.hasPrefix("--version") }) {
        for word in Self.operands(words, after: "install", takingValue: ["--tool-path", "--add-source"]) { report(word, "dotnet tool") }
      }
    case "apt", "apt-get", "apk", "dnf", "yum", "microdnf":
      guard pinsSystemPackages, second == "install" || second == "add" else { return }
      let withValue: Set<String> = ["-t", "--target-release", "-o", "--virtual", "--repository", "-X"]
      for word in Self.operands(words, after: second, takingValue: withValue) where !word.text.contains("=") && !word.text.contains("/") {
        report(word, name)
      }
    default: break
    }
  }

  private mutating func report(_ word: Word, _ program: String) {
    add("\(program) \(word.text)", "\(program) installs '\(word.text)' without an exact version", word)
  }

  /// The words behind a verb that are no options.
  private static func operands(_ words: [Word], after verb: String, takingValue: Set<String>) -> [Word] {
    guard let start = words.firstIndex(where: { $0.text == verb }) else { return [] }
    var found: [Word] = []
    var index = start + 1
    while index < words.count {
      let text = words[index].text
      if text.hasPrefix(">") || text.hasPrefix("2>") { break }
      if text.hasPrefix("-") {
        index += takingValue.contains(text) ? 2 : 1
      } else {
        if !text.isEmpty, text != "\\" { found.append(words[index]) }
        index += 1
      }
    }
    return found
  }

  private static let pythonValues: Set<String> = [
    "-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-i", "--index-url", "--extra-index-url", "-f", "--find-links", "-t",
    "--target", "--prefix", "--root", "--python", "--python-version", "--platform", "--trusted-host", "--cache-dir", "--timeout",
    "--retries",
    "--progress-bar", "-d", "--dest", "--only-binary", "--no-binary", "--upgrade-strategy", "--implementation", "--abi", "--group",
    "--with",
    "-p", "--proxy", "--report", "--log", "--config-settings",
  ]

  private mutating func python(_ words: [Word], after verb: String, isRunner: Bool = false) {
    for word in Self.operands(words, after: verb, takingValue: Self.pythonValues) where !Self.isPythonPin(word.text) {
      if isRunner, word.text.contains("@"), Self.isPythonPin(word.text) { continue }
      report(word, "pip")
    }
  }

  private static func isPythonPin(_ text: String) -> Bool {
    if isLocal(text) || [".whl", ".tar.gz", ".zip", ".txt"].contains(where: text.hasSuffix) && !text.contains("://") { return true }
    if text.contains("#sha256=") { return true }
    if let range = text.firstRange(of: "==") { return !text[range.upperBound...].contains("*") && !text[range.upperBound...].isEmpty }
    if text.contains("git+") { return hasCommit(text) }
    if text.contains("://") { return false }
    guard let at = text.lastIndex(of: "@"), at != text.startIndex else { return false }
    return isExact(text[text.index(after: at)...])
  }

  private static let nodeValues: Set<String> = [
    "--prefix", "--registry", "-C", "--dir", "--filter", "--workspace", "-w", "--loglevel", "--tag",
  ]

  private mutating func node(_ words: [Word], after verb: String) {
    for word in Self.operands(words, after: verb, takingValue: Self.nodeValues) where word.text != "global" && !Self.isNodePin(word.text) {
      report(word, "npm")
    }
  }

  private static func isNodePin(_ text: String) -> Bool {
    if isLocal(text) || text.hasSuffix(".tgz") && !text.contains("://") { return true }
    if text.contains("git+") || text.hasPrefix("github:") || text.contains("://") { return hasCommit(text) }
    guard let at = text.dropFirst().lastIndex(of: "@") else { return false }
    return isExact(text[text.index(after: at)...])
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

  private mutating func cargo(_ words: [Word], _ verb: String) {
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
      if let word = words.first(where: { $0.text.contains("://") }) { report(word, "cargo") }
      return
    }
    let version = value(["--version", "--vers"]).map { Self.isExact($0.trimmingPrefix("=")) }
    let withValue: Set<String> = [
      "--version", "--vers", "--root", "--features", "-F", "--target", "--profile", "--index", "--registry", "--bin", "-j", "--jobs",
      "--target-dir", "--tag", "--branch", "--rev", "--git", "--example", "--strategies",
    ]
    for word in Self.operands(words, after: verb, takingValue: withValue) where !word.text.hasPrefix("+") {
      if let at = word.text.firstIndex(of: "@") {
        if !Self.isExact(word.text[word.text.index(after: at)...].trimmingPrefix("=")) { report(word, "cargo") }
      } else if version != true {
        report(word, "cargo")
      }
    }
  }

  private mutating func go(_ words: [Word], _ verb: String) {
    guard ["install", "get", "run"].contains(verb) else { return }
    for word in Self.operands(words, after: verb, takingValue: ["-ldflags", "-tags", "-o", "-mod", "-C", "-gcflags", "-p"]) {
      guard let at = word.text.lastIndex(of: "@") else {
        // Without a version the module of the repository decides.
        if verb == "run" { return }
        continue
      }
      let version = word.text[word.text.index(after: at)...]
      let isCommit = version.utf8.count >= 12 && version.allSatisfy(\.isHexDigit)
      if !isCommit, !Self.isExact(version) { report(word, "go") }
      if verb == "run" { return }
    }
  }

  private mutating func gem(_ words: [Word]) {
    let version = words.indices.first { words[$0].text == "-v" || words[$0].text == "--version" || words[$0].text.hasPrefix("--version=") }
    if let version {
      let text = words[version].text.contains("=") ? words[version].text : (version + 1 < words.count ? words[version + 1].text : "")
      if !text.contains(">") && !text.contains("~") { return }
    }
    for word in Self.operands(
      words, after: "install", takingValue: ["-v", "--version", "-i", "--install-dir", "-n", "--bindir", "-s", "--source"])
    where !Self.isLocal(word.text) && !word.text.hasSuffix(".gem") {
      if let colon = word.text.lastIndex(of: ":"), Self.isExact(word.text[word.text.index(after: colon)...]) { continue }
      report(word, "gem")
    }
  }

  private static func isLocal(_ text: String) -> Bool {
    text.hasPrefix(".") || text.hasPrefix("/") || text.hasPrefix("~") || text.hasPrefix("file:") || text.hasPrefix("$")
  }

  /// `1.2`, `v1.2.3`, `1.2.3-rc.1`, or a variable that holds one.
  private static func isExact(_ text: some StringProtocol) -> Bool {
    if text.hasPrefix("$") { return true }
    let version = text.hasPrefix("v") ? text.dropFirst() : text.dropFirst(0)
    guard version.first?.isNumber == true, version.contains(".") else { return false }
    return version.allSatisfy { $0.isLetter || $0.isNumber || ".-+_".contains($0) } && !version.hasSuffix(".x") && !version.contains("*")
  }

  private static func hasCommit(_ text: String) -> Bool {
    let revision = text.split { $0 == "@" || $0 == "#" }.dropFirst().last ?? ""
    return revision.utf8.count == 40 && revision.allSatisfy(\.isHexDigit)
  }
}
