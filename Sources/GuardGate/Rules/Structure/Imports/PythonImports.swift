/// `import a.b as c, d` and `from ..a import (b, c)`.
struct PythonImports {
  private(set) var uses: [ImportUse] = []
  private let code: CodeText
  private let folder: String

  init(_ code: CodeText) {
    self.code = code
    folder = RepositoryPath.folder(of: code.source.path)
    for place in code.places(of: "import") { read(place) }
  }

  private mutating func read(_ place: Int) {
    let lineStart = code.bytes[..<place].lastIndex(of: 10).map { $0 + 1 } ?? 0
    var head = code.bytes[lineStart..<place]
    if let semicolon = head.lastIndex(of: 0x3B) { head = head[(semicolon + 1)...] }
    let words = head.split { $0 <= 0x20 }.map(\.text)
    let names = names(from: place + 6)
    if words.isEmpty {
      for (name, range) in names { add(name, [], name, range) }
    } else if words.first == "from", words.count == 2 {
      for (name, range) in names { add(words[1], [name], words[1] + "." + name, range) }
    }
  }

  private mutating func add(_ module: String, _ rest: [String], _ written: String, _ range: Range<Int>) {
    let dots = module.prefix { $0 == "." }.count
    let parts = module.split(separator: ".").map(String.init) + rest.filter { $0 != "*" }
    let path = parts.joined(separator: "/")
    var paths: [String]
    if dots > 0 {
      var base = folder
      for _ in 1..<max(dots, 1) { base = RepositoryPath.folder(of: base) }
      paths = [RepositoryPath.join(base, path)]
    } else {
      paths = RepositoryPath.ancestors(of: folder).reversed().flatMap {
        [RepositoryPath.join($0, path), RepositoryPath.join($0, "src/" + path)]
      }
    }
    paths = paths.filter { !$0.isEmpty }
    uses.append(
      ImportUse(
        written: written, paths: paths, isGuess: dots == 0, name: dots > 0 ? "" : parts.first ?? "", location: code.location(range)))
  }

  /// The names behind the word, without what they are called here.
  private func names(from start: Int) -> [(String, Range<Int>)] {
    guard let first = code.next(start) else { return [] }
    var range = first..<(code.bytes[start...].firstIndex { $0 == 10 || $0 == 0x3B } ?? code.bytes.count)
    if code.bytes[first] == 0x28 { range = (first + 1)..<(code.closing(first) ?? range.upperBound) }
    guard range.lowerBound < range.upperBound else { return [] }
    return code.bytes[range].split(separator: 0x2C).compactMap { item in
      let name = item.split { $0 <= 0x20 || $0 == 0x5C }.first
      return name.map { ($0.text, $0.startIndex..<$0.endIndex) }
    }
  }
}
