/// A shell script taken apart into its simple commands, as far as rules need it: quotes, comments, continued lines,
/// here-documents and substitutions; nothing is run and nothing can be wrong.
struct ShellScript {
  struct Word: Hashable, Sendable {
    /// Without quotation marks.
    var text: String
    /// Line of the script, from 0.
    var line: Int
  }

  struct Command: Sendable {
    fileprivate(set) var words: [Word] = []
    /// The words from the program on: without assignments, `sudo`, `env`, `exec` and the words of `if` and `while`.
    fileprivate(set) var program: ArraySlice<Word> = []
    /// The program's name without its folder.
    fileprivate(set) var name = ""
    /// What stands before it: `|`, `||`, `&&`, `;` (also for a new line) or nothing.
    var connector = ""
    var line: Int { words.first?.line ?? 0 }
  }

  private(set) var commands: [Command] = []
  private let bytes: [UInt8]
  private var index = 0
  private var line: Int
  private var word: [UInt8] = []
  private var hasWord = false
  private var wordLine = 0
  private var command = Command()
  private var hereDocuments: [(delimiter: [UInt8], stripsTabs: Bool)] = []
  private let depth: Int

  init(_ text: some Collection<UInt8>, firstLine: Int = 0, depth: Int = 0) {
    bytes = Array(text)
    line = firstLine
    self.depth = depth
    while index < bytes.count { step() }
    endCommand("")
  }

  private mutating func step() {
    let byte = bytes[index]
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0
    switch byte {
    case 0x5C:
      if next == 10 {
        line += 1
      } else if next != 0 {
        add(next)
      }
      index += 2
    case 0x0A:
      endCommand(";")
      line += 1
      index += 1
      skipHereDocuments()
    case 0x20, 0x09, 0x0D:
      endWord()
      index += 1
    case 0x23 where !hasWord:
      while index < bytes.count, bytes[index] != 10 { index += 1 }
    case 0x27: quoted()
    case 0x22: doubleQuoted()
    case 0x24 where next == 0x28, 0x3C where next == 0x28: substitution(from: index + 1)
    case 0x60: backquoted()
    case 0x3C where next == 0x3C: hereDocument()
    case 0x26 where next == 0x26, 0x7C where next == 0x7C:
      endCommand(byte == 0x26 ? "&&" : "||")
      index += 2
    case 0x7C:
      endCommand("|")
      index += next == 0x26 ? 2 : 1
    case 0x26 where next == 0x3E || (index > 0 && bytes[index - 1] == 0x3E):
      add(byte)
      index += 1
    case 0x3B, 0x26, 0x28, 0x29:
      endCommand(";")
      index += 1
    default:
      add(byte)
      index += 1
    }
  }

  private mutating func add(_ byte: UInt8) {
    if !hasWord { (hasWord, wordLine) = (true, line) }
    word.append(byte)
  }

  private mutating func endWord() {
    guard hasWord else { return }
    command.words.append(Word(text: String(decoding: word, as: UTF8.self), line: wordLine))
    word.removeAll(keepingCapacity: true)
    hasWord = false
  }

  private mutating func endCommand(_ connector: String) {
    endWord()
    if !command.words.isEmpty {
      command.setProgram()
      commands.append(command)
    }
    let keeps = command.words.isEmpty && connector == ";" && !command.connector.isEmpty && command.connector != ";"
    command = Command(connector: keeps ? command.connector : connector)
  }

  private mutating func quoted() {
    if !hasWord { (hasWord, wordLine) = (true, line) }
    index += 1
    while index < bytes.count, bytes[index] != 0x27 { take() }
    index += 1
  }

  private mutating func doubleQuoted() {
    if !hasWord { (hasWord, wordLine) = (true, line) }
    index += 1
    while index < bytes.count, bytes[index] != 0x22 {
      if bytes[index] == 0x5C, index + 1 < bytes.count {
        index += 1
        take()
      } else if bytes[index] == 0x24, index + 1 < bytes.count, bytes[index + 1] == 0x28 {
        substitution(from: index + 1)
      } else {
        take()
      }
    }
    index += 1
  }

  private mutating func take() {
    if bytes[index] == 10 { line += 1 }
    word.append(bytes[index])
    index += 1
  }

  /// `$(…)` and `<(…)`: kept in the word as they are, and their commands taken too.
  private mutating func substitution(from open: Int) {
    if !hasWord { (hasWord, wordLine) = (true, line) }
    var level = 0
    var end = open
    while end < bytes.count {
      if bytes[end] == 0x28 { level += 1 } else if bytes[end] == 0x29 { level -= 1 }
      if level == 0 { break }
      end += 1
    }
    nested(bytes[(open + 1)..<max(open + 1, end)])
    while index < min(end + 1, bytes.count) { take() }
  }

  private mutating func backquoted() {
    if !hasWord { (hasWord, wordLine) = (true, line) }
    let end = bytes[(index + 1)...].firstIndex(of: 0x60) ?? bytes.count
    nested(bytes[(index + 1)..<end])
    while index < min(end + 1, bytes.count) { take() }
  }

  private mutating func nested(_ inner: ArraySlice<UInt8>) {
    guard depth < 6, !inner.isEmpty else { return }
    commands += ShellScript(inner, firstLine: line, depth: depth + 1).commands
  }

  private mutating func hereDocument() {
    index += 2
    guard index < bytes.count, bytes[index] != 0x3C else {
      index += 1
      return
    }
    let stripsTabs = bytes[index] == 0x2D
    if stripsTabs { index += 1 }
    while index < bytes.count, bytes[index] == 0x20 { index += 1 }
    var delimiter: [UInt8] = []
    while index < bytes.count, ![0x20, 0x0A, 0x3B, 0x7C, 0x26, 0x29, 0x3E].contains(bytes[index]) {
      if bytes[index] != 0x27, bytes[index] != 0x22, bytes[index] != 0x5C { delimiter.append(bytes[index]) }
      index += 1
    }
    if !delimiter.isEmpty { hereDocuments.append((delimiter, stripsTabs)) }
  }

  private mutating func skipHereDocuments() {
    let open = hereDocuments
    hereDocuments = []
    for document in open {
      while index < bytes.count {
        let end = bytes[index...].firstIndex(of: 10) ?? bytes.count
        var content = bytes[index..<end]
        if document.stripsTabs { content = content.drop { $0 == 9 } }
        index = min(end + 1, bytes.count)
        line += 1
        if content.elementsEqual(document.delimiter) { break }
      }
    }
  }
}

extension ShellScript.Command {
  fileprivate mutating func setProgram() {
    var rest = words[...]
    while let first = rest.first?.text {
      if Self.isAssignment(first) || Self.prefixes.contains(first) {
        rest = rest.dropFirst()
        if first == "sudo" || first == "env" || first == "xargs" || first == "time" { rest = rest.drop { $0.text.hasPrefix("-") } }
        if first == "timeout" { rest = rest.drop { $0.text.hasPrefix("-") }.dropFirst() }
      } else {
        break
      }
    }
    program = rest
    guard let path = rest.first?.text else { return }
    let parts = path.utf8.split(separator: UInt8(ascii: "/"))
    name = parts.count == 1 && path.utf8.first != UInt8(ascii: "/") ? path : parts.last.map { String(Substring($0)) } ?? ""
  }

  /// `NAME=value`.
  private static func isAssignment(_ word: String) -> Bool {
    for character in word.unicodeScalars {
      if character == "=" { return true }
      guard character == "_" || character.properties.isAlphabetic || character.properties.numericType != nil else { return false }
    }
    return false
  }

  private static let prefixes: Set<String> = [
    "sudo", "env", "exec", "command", "time", "nohup", "if", "then", "else", "elif", "while", "until", "do", "!", "{", "xargs", "timeout",
    "@", "-", "nice",
  ]
}
