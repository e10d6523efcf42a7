import LocatedYAML

/// A YAML file (or JSON, with comments) as its documents.
struct YAMLFile {
  struct Document {
    /// Nil where it is no YAML, as with templates.
    var root: YAMLValue?
    /// Lines of the file before the document.
    var offset: Int
    /// First line and the line behind the last.
    var lines: Range<Int>
  }

  let source: SourceText
  let documents: [Document]
  private static let limits = YAMLLimits(bytes: SourceText.limit, depth: 100, values: 400_000)

  init(_ source: SourceText, isJSON: Bool = false) {
    self.source = source
    guard !isJSON else {
      let root = try? YAMLReader.node(Self.plainJSON(source.bytes), limits: Self.limits)
      documents = [Document(root: root ?? nil, offset: 0, lines: 1..<(source.lineCount + 1))]
      return
    }
    var found: [Document] = []
    var first = 1
    for number in 1...(source.lineCount + 1) {
      guard number > source.lineCount || Self.isSeparator(source.line(number)) else { continue }
      let end = min(number, source.lineCount + 1)
      if end > first {
        let root = try? YAMLReader.node(Array(source.bytes(fromLine: first, toLine: end)), limits: Self.limits)
        found.append(Document(root: root ?? nil, offset: first - 1, lines: first..<end))
      }
      first = number
    }
    documents = found
  }

  private static func isSeparator(_ line: ArraySlice<UInt8>) -> Bool {
    line.count >= 3 && line.prefix(3).allSatisfy { $0 == 0x2D } && (line.count == 3 || line[line.startIndex + 3] == 0x20)
  }

  /// JSON without comments and tabs; every byte keeps its place.
  private static func plainJSON(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    var index = 0
    var isText = false
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      if isText {
        if byte == 0x5C { index += 1 } else if byte == 0x22 { isText = false }
      } else if byte == 0x22 {
        isText = true
      } else if byte == 9 {
        result[index] = 0x20
      } else if byte == 0x2F, next == 0x2F {
        while index < bytes.count, bytes[index] != 10 {
          result[index] = 0x20
          index += 1
        }
        continue
      } else if byte == 0x2F, next == 0x2A {
        while index < bytes.count {
          let closes = bytes[index] == 0x2A && index + 1 < bytes.count && bytes[index + 1] == 0x2F
          if bytes[index] != 10 { result[index] = 0x20 }
          index += 1
          guard closes else { continue }
          result[index] = 0x20
          break
        }
      }
      index += 1
    }
    return result
  }
}

extension YAMLValue {
  var scalar: String? {
    guard case .scalar(let text, _) = content else { return nil }
    return text
  }

  var entries: [Entry] {
    guard case .mapping(let entries) = content else { return [] }
    return entries
  }

  var list: [YAMLValue] {
    guard case .sequence(let items) = content else { return [] }
    return items
  }

  var isMapping: Bool {
    if case .mapping = content { true } else { false }
  }

  /// The member of a mapping.
  subscript(_ key: String) -> YAMLValue? { entries.first { $0.key == key }?.value }

  /// The texts of a text or of a list of texts.
  var scalars: [YAMLValue] { scalar != nil ? [self] : list.filter { $0.scalar != nil } }
}
