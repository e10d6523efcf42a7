/// Downloads of a script: what is run as it comes, and what nothing compares with a checksum.
enum ToolDownload {
  private typealias Word = ShellScript.Word

  static func uses(at index: Int, in commands: [ShellScript.Command], isChecked: Bool) -> [FloatingTools.Use] {
    let command = commands[index]
    let words = command.program
    guard let first = words.first else { return [] }
    var uses: [FloatingTools.Use] = []
    if command.connector == "|", index > 0, shells.contains(command.name), let source = download(before: index, in: commands) {
      uses.append(use("pipe", "what '\(source.text)' downloads is run as it comes", source))
    }
    if shells.contains(command.name) || ["eval", "source", "."].contains(first.text), let word = words.first(where: runsDownload) {
      uses.append(use("pipe", "what is downloaded is run as it comes", word))
    }
    if command.name == "curl" || command.name == "wget", let unsure = unsure(words, isChecked: isChecked) { uses.append(unsure) }
    return uses
  }

  /// Whether a command compares a download with what is known of it.
  static func isCheck(_ command: ShellScript.Command) -> Bool {
    verifiers.contains(command.name) || (command.name == "gpg" && command.words.contains { $0.text == "--verify" })
  }

  private static func use(_ subject: String, _ message: String, _ word: Word) -> FloatingTools.Use {
    FloatingTools.Use(subject: subject, message: message, word: word)
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

  private static func unsure(_ words: ArraySlice<Word>, isChecked: Bool) -> FloatingTools.Use? {
    guard let word = words.first(where: { $0.text.has("://") && !$0.text.hasPrefix("-") }) else { return nil }
    let url = word.text
    let isLatest = url.has("/latest/") || url.hasSuffix("/latest") || url.has("/main/") || url.has("/master/")
    let path = url.split(separator: "?").first.map(String.init) ?? url
    let isTool = archives.contains(where: path.hasSuffix) || url.has("/releases/") || url.has("dl.k8s.io")
    guard isTool else { return nil }
    if isLatest { return use(url, "downloads '\(url)', which names no version", word) }
    return isChecked ? nil : use(url, "downloads '\(url)' without comparing a checksum", word)
  }

  private static let archives = [
    ".tar.gz", ".tgz", ".zip", ".deb", ".rpm", ".tar.xz", ".apk", ".whl", ".jar", ".pkg", ".msi", ".exe", ".AppImage",
  ]
}
