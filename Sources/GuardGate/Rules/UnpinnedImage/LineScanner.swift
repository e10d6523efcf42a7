/// Finds `image: …` line by line in a file that is no YAML before a template fills it in, or is broken.
enum LineScanner {
  static func scan(_ source: SourceText, lines: Range<Int>) -> [ImageUse] {
    var uses: [ImageUse] = []
    for number in lines {
      let line = source.line(number)
      guard line.count < 2_000 else { continue }
      var rest = line.drop { $0 == 0x20 || $0 == 9 }
      while rest.first == 0x2D, rest.dropFirst().first == 0x20 { rest = rest.dropFirst(2).drop { $0 == 0x20 } }
      guard rest.starts(with: Array("image:".utf8)) else { continue }
      rest = rest.dropFirst("image:".utf8.count)
      guard rest.first == 0x20 else { continue }
      var value = rest.text.trimmingPrefix { $0.isWhitespace }
      if let comment = value.firstRange(of: " #") { value = value[..<comment.lowerBound] }
      while let last = value.last, last.isWhitespace { value.removeLast() }
      if let quote = value.first, quote == "\"" || quote == "'", value.count > 1, value.last == quote {
        value = value.dropFirst().dropLast()
      }
      // What a template puts in is judged where it is set.
      guard !value.isEmpty, !value.has("{{"), !value.has(" "), !"&*|>{[!".contains(value.first ?? " ") else { continue }
      uses.append(
        ImageUse(reference: Interpolation().resolve(String(value)), written: String(value), line: number, column: 1, instruction: "image"))
    }
    return uses
  }
}
