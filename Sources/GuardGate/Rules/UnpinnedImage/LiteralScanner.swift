/// Finds the images that code starts: literals given to Testcontainers, and those of a `Jenkinsfile`.
enum LiteralScanner {
  static func isJenkinsfile(_ name: String) -> Bool { name.hasPrefix("jenkinsfile") || name.hasSuffix(".jenkinsfile") }

  static func scan(_ source: SourceText, isJenkins: Bool) -> [ImageUse] {
    guard isJenkins || source.contains("estcontainers") || source.contains("ESTCONTAINERS") else { return [] }
    var uses: [ImageUse] = []
    for number in 1...source.lineCount {
      let line = source.line(number)
      guard line.count < 2_000, line.contains(where: { $0 == 0x22 || $0 == 0x27 || $0 == 0x60 }) else { continue }
      let code = line.drop { $0 == 0x20 || $0 == 9 }
      if code.starts(with: [0x2F, 0x2F]) || code.first == 0x2A || code.first == 0x23 { continue }
      uses += literals(of: line.text[...], number, isJenkins: isJenkins)
    }
    return uses
  }

  private static func literals(of line: Substring, _ number: Int, isJenkins: Bool) -> [ImageUse] {
    var uses: [ImageUse] = []
    var index = line.startIndex
    while let open = line[index...].firstIndex(where: { $0 == "\"" || $0 == "'" || $0 == "`" }) {
      let start = line.index(after: open)
      guard let end = line[start...].firstIndex(of: line[open]) else { break }
      let literal = line[start..<end]
      index = line.index(after: end)
      guard names(line[..<open], isJenkins: isJenkins), isReference(literal) else { continue }
      var reference = String(literal)
      // Rust gives name and tag apart.
      if line[..<open].hasSuffix("GenericImage::new("), let tag = nextLiteral(line[index...]) { reference += ":\(tag)" }
      let column = line[..<start].utf8.count + 1
      uses.append(ImageUse(reference: reference, written: String(literal), line: number, column: column, instruction: "literal"))
    }
    return uses
  }

  private static func nextLiteral(_ text: Substring) -> Substring? {
    guard text.hasPrefix(", \""), let end = text.dropFirst(3).firstIndex(of: "\"") else { return nil }
    return text.dropFirst(3)[..<end]
  }

  /// Whether what stands in front of a literal takes an image.
  private static func names(_ text: Substring, isJenkins: Bool) -> Bool {
    var before = text
    while before.last?.isWhitespace == true { before.removeLast() }
    if isJenkins {
      if before.hasSuffix("docker.image(") { return true }
      let word = before.split { !$0.isLetter && !$0.isNumber }.last ?? ""
      return (word == "image" || word == "docker") && (before.last?.isLetter == true || before.hasSuffix(":") || before.hasSuffix("="))
    }
    if before.hasSuffix("(") {
      before.removeLast()
      if before.hasSuffix(">"), let open = before.lastIndex(of: "<") { before = before[..<open] }
      return ["Container", "Image.parse", "ImageName.parse", "ithImage", "with_image", "GenericImage::new", "ImageFromName", "from_image"]
        .contains(where: before.hasSuffix) || before.hasSuffix("DockerImageName")
    }
    if before.hasSuffix("ctx,") || before.hasSuffix("Context(),") || before.hasSuffix("Background(),") {
      return before.has("Run(") || before.has("RunContainer(")
    }
    guard before.hasSuffix(":") || before.hasSuffix("=") else { return false }
    before.removeLast()
    while before.last?.isWhitespace == true || before.last == ":" { before.removeLast() }
    let name = before.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return String(name.reversed()).lowercased().hasSuffix("image")
  }

  private static func isReference(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.count < 300 && !text.has(" ") && !text.has("://") && !text.hasPrefix("/") && !text.hasPrefix(".")
      && text.first?.isLetter == true
  }
}
