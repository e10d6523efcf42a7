/// `use crate::a::{b, c::d};`, `use other::e;` and paths such as `crate::a::f()` in the code.
struct RustImports {
  private(set) var uses: [ImportUse] = []
  private let code: CodeText
  /// The folder of the crate's root module.
  private let root: String
  /// The folder in which the file's own modules lie.
  private let own: String
  private static let depthLimit = 20
  /// Uses of one file.
  private static let limit = 4_000
  private static let toolchain: Set<String> = ["std", "core", "alloc"]

  init(_ code: CodeText) {
    self.code = code
    let path = code.source.path
    let folder = RepositoryPath.folder(of: path)
    let parts = folder.split(separator: "/", omittingEmptySubsequences: false)
    root = parts.lastIndex(of: "src").map { parts[...$0].joined(separator: "/") } ?? folder
    let stem = CodeLanguage.stem(path)
    let isIndex = ["mod", "lib", "main"].contains { stem == $0 || stem.hasSuffix("/" + $0) }
    own = isIndex ? folder : stem
    let statements = code.places(of: "use").prefix(Self.limit).map {
      ($0 + 3)..<(code.bytes[$0...].firstIndex(of: 0x3B) ?? code.bytes.count)
    }
    for statement in statements where !statement.isEmpty { tree(statement, [], 0) }
    for word: StaticString in ["crate", "super"] {
      for place in code.places(of: word).prefix(Self.limit) where !statements.contains(where: { $0.contains(place) }) { inline(place) }
    }
  }

  /// One branch of a `use`.
  private mutating func tree(_ range: Range<Int>, _ prefix: [String], _ depth: Int) {
    guard depth < Self.depthLimit else { return }
    var start = range.lowerBound
    var index = start
    while index <= range.upperBound {
      if index == range.upperBound || code.bytes[index] == 0x2C {
        branch(start..<index, prefix, depth)
        start = index + 1
      } else if code.bytes[index] == 0x7B, let close = code.closing(index), close < range.upperBound {
        index = close
      }
      index += 1
    }
  }

  private mutating func branch(_ range: Range<Int>, _ prefix: [String], _ depth: Int) {
    guard let first = code.next(range.lowerBound), first < range.upperBound else { return }
    let open = code.bytes[range].firstIndex(of: 0x7B)
    let parts = segments(first..<(open ?? range.upperBound))
    if let open, let close = code.closing(open), close < range.upperBound {
      tree((open + 1)..<close, prefix + parts, depth + 1)
    } else {
      add(prefix + parts, first..<range.upperBound)
    }
  }

  /// The names of a path, without what it is called here.
  private func segments(_ range: Range<Int>) -> [String] {
    let words = code.text(range).split(whereSeparator: \.isWhitespace)
    let path = (words.firstIndex(of: "as").map { words[..<$0] } ?? words[...]).joined()
    return path.split(separator: ":").map(String.init)
  }

  private mutating func inline(_ place: Int) {
    var end = place
    while end < code.bytes.count, code.bytes[end].isName || code.bytes[end] == 0x3A { end += 1 }
    let parts = code.text(place..<end).split(separator: ":").map(String.init)
    if parts.count > 1 { add(parts, place..<end) }
  }

  private mutating func add(_ parts: [String], _ range: Range<Int>) {
    let parts = parts.filter { $0 != "*" }
    guard let first = parts.first, !Self.toolchain.contains(first), first != "self" else { return }
    var rest = parts[...]
    var paths: [String] = []
    var name = ""
    switch first {
    case "crate": paths = [RepositoryPath.join(root, rest.dropFirst().joined(separator: "/"))]
    case "super":
      var base = own
      while rest.first == "super" {
        base = RepositoryPath.folder(of: base)
        rest = rest.dropFirst()
      }
      paths = [RepositoryPath.join(base, rest.joined(separator: "/"))]
    default: name = first
    }
    uses.append(
      ImportUse(written: parts.joined(separator: "::"), paths: paths, name: name, location: code.location(range)))
  }
}
