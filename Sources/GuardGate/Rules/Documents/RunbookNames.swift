/// What a runbook names: in backticks and in blocks of code.
struct RunbookNames {
  enum Kind: Hashable {
    case metric, setting, file, target
    case endpoint(method: String?, path: String)
  }

  struct Name {
    var kind: Kind
    /// As it is written.
    var text: String
    var line: Int
  }

  private(set) var names: [Name] = []

  init(_ document: MarkdownText) {
    for span in document.spans { read(span.text, span.line, isCommand: false) }
    for line in document.lines {
      guard let language = line.fence, ["", "sh", "bash", "shell", "console", "promql", "text", "http"].contains(language) else { continue }
      read(line.text, line.number, isCommand: !["promql", "text", "http"].contains(language))
    }
  }

  private static let methods: Set<String> = ["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS"]
  private static let endings = ["_total", "_seconds", "_bytes", "_ratio", "_bucket", "_sum", "_count", "_info"]

  private mutating func read(_ text: String, _ line: Int, isCommand: Bool) {
    // The prompt of a shell.
    let text = text.hasPrefix("$ ") ? String(text.dropFirst(2)) : text
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    if let first = words.first, Self.methods.contains(first), words.count > 1, words[1].hasPrefix("/") {
      names.append(Name(kind: .endpoint(method: first, path: words[1]), text: words[1], line: line))
      return
    }
    for word in text.utf8.split(whereSeparator: { !$0.isName }).map(String.init) where word?.has("_") == true {
      guard let word else { continue }
      if word.first?.isLowercase == true, word.allSatisfy({ $0.isLowercase || $0.isNumber || $0 == "_" }),
        Self.endings.contains(where: word.hasSuffix)
      {
        names.append(Name(kind: .metric, text: word, line: line))
      } else if word.utf8.count > 4, word.first?.isUppercase == true, word.allSatisfy({ $0.isUppercase || $0.isNumber || $0 == "_" }) {
        names.append(Name(kind: .setting, text: word, line: line))
      }
    }
    let isAddress = words.first == "curl"
    if isAddress { readAddress(words, line) }
    guard isCommand || words.first.map({ $0.hasPrefix("./") || ["make", "just", "npm", "bash", "sh"].contains($0) }) == true else { return }
    for command in ShellScript(Array(text.utf8)).commands where !command.program.isEmpty {
      let program = command.program[command.program.startIndex].text
      let rest = command.program.dropFirst().map(\.text)
      if program == "make" || program == "just" {
        for target in rest where !target.hasPrefix("-") && !target.has("=") { names.append(Name(kind: .target, text: target, line: line)) }
      } else if ["npm", "pnpm", "yarn"].contains(program), rest.first == "run", rest.count > 1 {
        names.append(Name(kind: .target, text: rest[1], line: line))
      } else if ["bash", "sh", "python3", "python", "node"].contains(program), let script = rest.first(where: { !$0.hasPrefix("-") }),
        script.has("/")
      {
        add(script, line)
      } else {
        add(program, line)
      }
    }
  }

  /// A command of the repository's own.
  private mutating func add(_ program: String, _ line: Int) {
    guard program.has("/"), !program.hasPrefix("/"), !program.hasPrefix("~"), !program.has("$"), !program.has("<"), !program.has("://")
    else { return }
    names.append(Name(kind: .file, text: program.hasPrefix("./") ? String(program.dropFirst(2)) : program, line: line))
  }

  /// The path of an address that curl calls.
  private mutating func readAddress(_ words: [String], _ line: Int) {
    var method: String?
    for (index, word) in words.enumerated() where index > 0 {
      if ["-X", "--request"].contains(words[index - 1]) { method = word }
    }
    for word in words.dropFirst() {
      let plain = word.filter { $0 != "\"" && $0 != "'" }
      guard
        let scheme = plain.firstRange(of: "://")
          ?? (plain.hasPrefix("$") || plain.hasPrefix("localhost") ? plain.startIndex..<plain.startIndex : nil),
        let slash = plain[scheme.upperBound...].firstIndex(of: "/")
      else { continue }
      let path = String(plain[slash...])
      names.append(Name(kind: .endpoint(method: method, path: path), text: path, line: line))
    }
  }
}
