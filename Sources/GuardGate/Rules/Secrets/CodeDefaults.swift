/// Secrets that code falls back to: `getenv("SECRET", "changeme")`, `env.SECRET || "secret"`, `SECRET_KEY = "changeme"`.
enum CodeDefaults {
  static func scan(_ source: SourceText) -> [SecretUse] {
    var found: [SecretUse] = []
    for number in 1...source.lineCount {
      let line = source.line(number)
      guard line.count < 1_000, line.contains(where: { $0 == 0x22 || $0 == 0x27 || $0 == 0x60 }) else { continue }
      let code = line.drop { $0 == 0x20 || $0 == 9 }
      if code.starts(with: [0x2F, 0x2F]) || code.first == 0x2A || code.first == 0x23 { continue }
      guard mayHold(line) else { continue }
      let text = line.text
      found += judge(text[...], number)
      found += SecretUse.inURLs(text, number: number)
    }
    return found
  }

  /// A quick look before the line is taken apart.
  private static func mayHold(_ line: ArraySlice<UInt8>) -> Bool {
    line.withUnsafeBufferPointer { bytes in
      var hash: UInt32 = 0
      for byte in bytes {
        hash = hash << 8 | UInt32(byte | 0x20)
        // "pass", "secr", "toke", "pepp", "key" with a letter before it, "cred", "://".
        switch hash {
        case 0x7061_7373, 0x7365_6372, 0x746F_6B65, 0x7065_7070, 0x6372_6564, 0x7361_6C74: return true
        default: if hash & 0xFFFFFF == 0x6B_6579 || hash & 0xFFFFFF == 0x3A_2F2F { return true }
        }
      }
      return false
    }
  }

  private static func judge(_ line: Substring, _ number: Int) -> [SecretUse] {
    let literals = literals(of: line)
    guard let last = literals.last, !literals.isEmpty else { return [] }
    let lower = line.lowercased()
    let isSetting = lower.has("env") || lower.has("setdefault") || lower.has("getproperty") || lower.has("config")
    if isSetting, let value = fallback(line, literals) { return [value.use(number)] }
    // An assignment: the name stands in front of the literal.
    guard literals.count == 1, let name = assigned(line[..<line.index(before: last.start)]), SecretName.holdsSecret(name) else { return [] }
    let isOwnName = SensitiveName.words(of: name).joined() == SensitiveName.words(of: String(last.text)).joined()
    let isConstant = SensitiveName.words(of: name).contains { $0 == last.text.lowercased() }
    guard !isOwnName, !isConstant, let reason = DefaultValue.reason(last.text) else { return [] }
    return [SecretUse(name: name, reason: reason, written: String(last.text), line: number, column: line[..<last.start].utf8.count + 1)]
  }

  private struct Literal {
    var text: Substring
    var start: Substring.Index
    var end: Substring.Index
  }

  private struct Fallback {
    var name: String
    var reason: String
    var literal: Substring
    var column: Int

    func use(_ line: Int) -> SecretUse { SecretUse(name: name, reason: reason, written: String(literal), line: line, column: column) }
  }

  private static func literals(of line: Substring) -> [Literal] {
    var found: [Literal] = []
    var index = line.startIndex
    while found.count < 12, let open = line[index...].firstIndex(where: { $0 == "\"" || $0 == "'" || $0 == "`" }) {
      let start = line.index(after: open)
      guard let end = line[start...].firstIndex(of: line[open]) else { break }
      found.append(Literal(text: line[start..<end], start: start, end: end))
      index = line.index(after: end)
    }
    return found
  }

  private static let connectors: [StaticString] = [",", "||", "??", " or ", "unwrap_or", "getOrDefault", "default", "OrElse", "?:"]

  /// A secret's name, quoted or as a member, with a literal behind it that only a connector stands between.
  private static func fallback(_ line: Substring, _ literals: [Literal]) -> Fallback? {
    for (index, literal) in literals.enumerated() {
      guard let reason = DefaultValue.reason(literal.text) else { continue }
      let from = index > 0 ? literals[index - 1].end : line.startIndex
      let between = line[from..<line.index(before: literal.start)]
      guard connectors.contains(where: between.has) else { continue }
      var name: String?
      if index > 0, SecretName.holdsSecret(String(literals[index - 1].text)), !between.contains(where: { $0 == ";" }) {
        name = String(literals[index - 1].text)
      } else {
        // `process.env.SECRET || "x"`
        let words = between.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
        name = words.last { SecretName.holdsSecret(String($0)) && between.has("env") }.map(String.init)
      }
      if let name { return Fallback(name: name, reason: reason, literal: literal.text, column: line[..<literal.start].utf8.count + 1) }
    }
    return nil
  }

  /// The name in `let name: Type = "`, `name: "` or `name := "`.
  private static func assigned(_ before: Substring) -> String? {
    var rest = before
    while rest.last?.isWhitespace == true { rest.removeLast() }
    guard let sign = rest.last, sign == "=" || sign == ":" else { return nil }
    rest.removeLast()
    if rest.last == "=" || rest.last == "!" || rest.last == "<" || rest.last == ">" || rest.last == "?" { return nil }
    if rest.last == ":" { rest.removeLast() }
    // A type may stand between.
    let words = rest.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "-" }
    guard let last = words.last else { return nil }
    let types: Set<String> = ["String", "string", "str", "static", "Optional"]
    let name = types.contains(String(last)) && words.count > 1 ? words[words.count - 2] : last
    return String(name)
  }
}
