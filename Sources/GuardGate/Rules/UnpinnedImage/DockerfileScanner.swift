/// Finds the images that a Dockerfile or Containerfile pulls.
///
/// Stages of the file itself, by name in any case or (in `COPY` and `RUN`) by number, and `scratch` are no images.
struct DockerfileScanner {
  private typealias Word = DockerfileReader.Word

  private var uses: [ImageUse] = []
  private var stageNames: Set<String> = ["scratch"]
  private var stageCount = 0

  static func isBuildFile(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    return ["dockerfile", "containerfile"].contains { kind in
      name == kind || name.hasPrefix(kind + ".") || name.hasPrefix(kind + "-") || name.hasSuffix("." + kind)
    }
  }

  static func scan(_ text: String) -> [ImageUse] {
    var scanner = DockerfileScanner()
    var reader = DockerfileReader(text)
    while let words = reader.next() { scanner.take(words[...]) }
    return scanner.uses
  }

  private mutating func take(_ words: ArraySlice<Word>) {
    guard let keyword = words.first?.text.uppercased() else { return }
    let operands = words.dropFirst()
    let flags = operands.prefix { $0.text.hasPrefix("--") }
    switch keyword {
    case "ONBUILD": take(operands)
    case "FROM": takeStage(operands.dropFirst(flags.count))
    case "COPY", "ADD":
      for flag in flags where flag.text.hasPrefix("--from=") {
        takeSource(flag.text.dropFirst("--from=".count), flag, "\(keyword) --from")
      }
    case "RUN":
      for flag in flags where flag.text.hasPrefix("--mount=") {
        for option in flag.text.dropFirst("--mount=".count).split(separator: ",") where option.hasPrefix("from=") {
          takeSource(option.dropFirst("from=".count), flag, "RUN --mount from")
        }
      }
    default: break
    }
  }

  private mutating func takeStage(_ operands: ArraySlice<Word>) {
    guard let image = operands.first else { return }
    if !stageNames.contains(image.text.lowercased()) { append(image.text, image, "FROM") }
    stageCount += 1
    let alias = Array(operands.dropFirst())
    if alias.count >= 2, alias[0].text.uppercased() == "AS" { stageNames.insert(alias[1].text.lowercased()) }
  }

  private mutating func takeSource(_ reference: Substring, _ word: Word, _ instruction: String) {
    if let number = Int(reference), (0..<stageCount).contains(number) { return }
    guard !stageNames.contains(reference.lowercased()) else { return }
    append(String(reference), word, instruction)
  }

  private mutating func append(_ reference: String, _ word: Word, _ instruction: String) {
    uses.append(ImageUse(reference: reference, line: word.line, column: word.column, instruction: instruction, allowsExactTag: false))
  }
}
