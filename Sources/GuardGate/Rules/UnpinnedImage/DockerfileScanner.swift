/// Finds the images that a Dockerfile or Containerfile pulls.
///
/// Stages of the file itself, by name in any case or by number, and `scratch` are no images.
struct DockerfileScanner {
  static func isBuildFile(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    return name == "dockerfile" || name == "containerfile" || name.hasPrefix("dockerfile.") || name.hasPrefix("containerfile.")
      || name.hasSuffix(".dockerfile") || name.hasSuffix(".containerfile")
  }

  static func scan(_ text: String) -> [ImageUse] {
    var uses: [ImageUse] = []
    var stages: Set<String> = ["scratch"]
    var stageCount = 0
    for instruction in instructions(text) {
      let words = instruction.words
      guard let keyword = words.first?.text.uppercased() else { continue }
      switch keyword {
      case "FROM":
        let operands = words.dropFirst().drop { $0.text.hasPrefix("--") }
        guard let image = operands.first else { continue }
        if !stages.contains(image.text.lowercased()) {
          uses.append(ImageUse(reference: image.text, line: image.line, column: image.column, instruction: "FROM", allowsExactTag: false))
        }
        stages.insert(String(stageCount))
        stageCount += 1
        let names = Array(operands.dropFirst())
        if names.count >= 2, names[0].text.uppercased() == "AS" { stages.insert(names[1].text.lowercased()) }
      case "COPY", "ADD":
        for word in words.dropFirst().prefix(while: { $0.text.hasPrefix("--") }) where word.text.hasPrefix("--from=") {
          append(String(word.text.dropFirst("--from=".count)), word, "\(keyword) --from", stages, to: &uses)
        }
      case "RUN":
        for word in words.dropFirst().prefix(while: { $0.text.hasPrefix("--") }) where word.text.hasPrefix("--mount=") {
          for option in word.text.dropFirst("--mount=".count).split(separator: ",") where option.hasPrefix("from=") {
            append(String(option.dropFirst("from=".count)), word, "RUN --mount from", stages, to: &uses)
          }
        }
      default: break
      }
    }
    return uses
  }

  private static func append(_ reference: String, _ word: Word, _ instruction: String, _ stages: Set<String>, to uses: inout [ImageUse]) {
    guard !stages.contains(reference.lowercased()) else { return }
    uses.append(ImageUse(reference: reference, line: word.line, column: word.column, instruction: instruction, allowsExactTag: false))
  }

  private struct Word {
    var text: String
    var line: Int
    var column: Int
  }

  private struct Instruction { var words: [Word] = [] }

  /// Logical lines: continued ones joined, comments and blank lines left out.
  private static func instructions(_ text: String) -> [Instruction] {
    var result: [Instruction] = []
    var current = Instruction()
    for (index, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      if raw.drop(while: \.isWhitespace).first == "#" { continue }
      var line = raw
      while line.last?.isWhitespace == true { line = line.dropLast() }
      let continues = line.last == "\\"
      if continues { line = line.dropLast() }
      current.words += words(of: line, number: index + 1)
      if !continues, !current.words.isEmpty {
        result.append(current)
        current = Instruction()
      }
    }
    if !current.words.isEmpty { result.append(current) }
    return result
  }

  private static func words(of line: Substring, number: Int) -> [Word] {
    line.split(whereSeparator: \.isWhitespace).map { part in
      let column = line.utf8.distance(from: line.startIndex, to: part.startIndex) + 1
      let text = part.filter { $0 != "\"" && $0 != "'" }
      return Word(text: text, line: number, column: column)
    }
  }
}
