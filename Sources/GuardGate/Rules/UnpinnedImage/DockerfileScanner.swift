/// Finds the images that a Dockerfile or Containerfile pulls.
///
/// Stages of the file itself, by name in any case or (in `COPY` and `RUN`) by number, and `scratch` are no images. An
/// `ARG` counts with its default, one before the first `FROM` in every `FROM`, and in a stage that declares it again.
struct DockerfileScanner {
  private typealias Word = DockerfileReader.Word

  private var uses: [ImageUse] = []
  private var stageNames: Set<String> = ["scratch"]
  private var stageCount = 0
  private var global = Interpolation()
  private var stage = Interpolation()

  /// - Parameter name: the last part of the path in lower case.
  static func isBuildFile(name: String) -> Bool {
    if name.hasSuffix(".dockerignore") || name.hasSuffix(".md") { return false }
    return name == "earthfile"
      || ["dockerfile", "containerfile"].contains { kind in
        name == kind || name.hasPrefix(kind + ".") || name.hasPrefix(kind + "-") || name.hasPrefix(kind + "_")
          || name.hasSuffix("." + kind) || name.hasSuffix("-" + kind)
      }
  }

  static func scan(_ text: String) -> [ImageUse] { scan(bytes: Array(text.utf8)) }

  static func scan(bytes: [UInt8]) -> [ImageUse] {
    var scanner = DockerfileScanner()
    var reader = DockerfileReader(bytes: bytes)
    if let syntax = reader.syntax { scanner.append(syntax.text, syntax, "# syntax=") }
    while let instruction = reader.next() { scanner.take(instruction.words[...]) }
    return scanner.uses
  }

  private mutating func take(_ words: ArraySlice<Word>) {
    guard let keyword = words.first?.text.uppercased() else { return }
    let operands = words.dropFirst()
    let flags = operands.prefix { $0.text.hasPrefix("--") }
    switch keyword {
    case "ONBUILD": take(operands)
    case "ARG": for word in operands { takeArgument(word.text) }
    case "ENV": for word in operands where word.text.has("=") && stageCount > 0 { takeArgument(word.text) }
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

  private mutating func takeArgument(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    if stageCount == 0 {
      if parts.count == 2 { global.values[parts[0]] = global.resolve(parts[1]) }
    } else if parts.count == 2 {
      stage.values[parts[0]] = stage.resolve(parts[1])
    } else if let value = global.values[parts[0]] {
      stage.values[parts[0]] = value
    }
  }

  private mutating func takeStage(_ operands: ArraySlice<Word>) {
    guard let image = operands.first else { return }
    let resolved = global.resolve(image.text)
    // Earthly: a target of this or another Earthfile.
    let isTarget = resolved.hasPrefix("+") || resolved.hasPrefix("./") || resolved == "DOCKERFILE"
    if !stageNames.contains(resolved.lowercased()), !isTarget { append(resolved, image, "FROM") }
    stageCount += 1
    stage = Interpolation()
    let alias = Array(operands.dropFirst())
    if alias.count >= 2, alias[0].text.uppercased() == "AS" { stageNames.insert(alias[1].text.lowercased()) }
  }

  private mutating func takeSource(_ reference: Substring, _ word: Word, _ instruction: String) {
    var values = global
    values.values.merge(stage.values) { _, own in own }
    let resolved = values.resolve(String(reference))
    if let number = Int(resolved), (0..<stageCount).contains(number) { return }
    guard !stageNames.contains(resolved.lowercased()) else { return }
    append(resolved, word, instruction, written: String(reference))
  }

  private mutating func append(_ reference: String, _ word: Word, _ instruction: String, written: String? = nil) {
    uses.append(
      ImageUse(reference: reference, written: written ?? word.text, line: word.line, column: word.column, instruction: instruction))
  }
}
