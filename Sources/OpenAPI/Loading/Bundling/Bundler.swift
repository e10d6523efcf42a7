import JSONDocument
import JSONSchema

/// Follows the references of a document into other files, and makes one tree of all of them.
///
/// It reads nothing itself: it says which file it needs next, and is given the file or the reason why there is none.
struct Bundler {
  private struct File {
    let name: FileName
    let value: JSONValue
    let places: JSONSourceMap
    var edits = TextEdits()
    /// Where it was looked through, and as what.
    var scanned: [(pointer: JSONPointer, part: DocumentPart)] = []

    /// Whether a place was met on the way from one that was looked through.
    func covers(_ pointer: JSONPointer, as part: DocumentPart) -> Bool {
      scanned.contains { root in
        pointer.tokens.count >= root.pointer.tokens.count && pointer.tokens.starts(with: root.pointer.tokens) { $0.hasSameUTF8(as: $1) }
          && root.part.part(at: pointer.tokens.dropFirst(root.pointer.tokens.count)) == part
      }
    }
  }

  /// What becomes of a reference: the same for every one of the same text in the same file.
  private struct Question: Hashable {
    let file: Int
    let text: String
    let part: DocumentPart
  }

  private enum Answer {
    /// It stays as it is.
    case kept
    case leads(to: String)
    case broken(reason: String)
    case waits(for: FileName)
  }

  /// RFC 3986, section 3.5, besides what is never encoded.
  private static let allowedInFragment = "!$&'()*+,;=:@/?"

  private let isModern: Bool
  /// Whether URLs are followed at all.
  private let allowsRemote: Bool
  private var files: [File]
  private var numbers: [FileName: Int]
  private var refusals: [FileName: String] = [:]
  private var identifiers: Set<String> = []
  private var open: [FoundReference] = []
  private var waiting: [FileName: [FoundReference]] = [:]
  private var wanted: [FileName] = []
  private var answers: [Question: Answer] = [:]
  private var broken: [(file: Int, reference: OpenAPIDocument.BrokenReference)] = []

  init(main: LocatedValue, path: String, allowsRemote: Bool) {
    let version = main.value["openapi"]?.string ?? ""
    isModern = !version.hasPrefix("3.0.") && version.hasPrefix("3.")
    self.allowsRemote = allowsRemote
    let name = FileName.local(path.split(separator: "/").filter { $0 != "." }.joined(separator: "/"))
    files = [File(name: path.hasPrefix("/") ? .local(path) : name, value: main.value, places: main.places)]
    numbers = [files[0].name: 0]
    scan(file: 0, at: .root, as: .document)
  }

  /// The file that is needed next; nil when there is no further one.
  mutating func next() -> FileName? {
    while let reference = open.popLast() { settle(reference) }
    while !wanted.isEmpty {
      let name = wanted.removeFirst()
      if numbers[name] == nil, refusals[name] == nil { return name }
    }
    return nil
  }

  mutating func supply(_ file: LocatedValue, as name: FileName) {
    numbers[name] = files.count
    files.append(File(name: name, value: file.value, places: file.places))
    open += (waiting.removeValue(forKey: name) ?? []).reversed()
  }

  mutating func refuse(_ name: FileName, reason: String) {
    refusals[name] = reason
    open += (waiting.removeValue(forKey: name) ?? []).reversed()
  }

  private mutating func scan(file: Int, at pointer: JSONPointer, as part: DocumentPart) {
    guard let value = files[file].value[pointer] else { return }
    files[file].scanned.append((pointer, part))
    var scan = ReferenceScan(file: file, isModern: isModern)
    scan.scan(value, at: pointer, as: part)
    identifiers.formUnion(scan.identifiers)
    open += scan.references.reversed()
  }

  private mutating func settle(_ reference: FoundReference) {
    let question = Question(file: reference.file, text: (reference.resource ?? "") + "\n" + reference.text, part: reference.part)
    let answer: Answer
    if let known = answers[question] {
      answer = known
    } else {
      answer = self.answer(to: reference)
      if case .waits = answer {} else { answers[question] = answer }
    }
    switch answer {
    case .kept: break
    case .leads(let text): files[reference.file].edits.set(text, at: reference.pointer)
    case .broken(let reason): report(reference, reason)
    case .waits(let name):
      if waiting[name] == nil { wanted.append(name) }
      waiting[name, default: []].append(reference)
    }
  }

  private mutating func answer(to reference: FoundReference) -> Answer {
    let uri = URIReference(reference.text)
    if reference.text.hasPrefix("#") {
      // Inside a schema resource the compiler of schemas knows what its own names mean.
      return reference.resource == nil ? target(in: reference.file, uri.fragment, of: reference) : .kept
    }
    let whole = uri.resolved(against: URIReference(reference.resource ?? OpenAPIDocument.uri))
    if identifiers.contains(whole.withoutFragment) { return .kept }
    do throws(FileName.Refusal) {
      let isRemoteResource = allowsRemote && reference.resource?.hasPrefix("http") == true
      let name = try files[reference.file].name.resolving(isRemoteResource ? whole : uri)
      if case .remote = name, !allowsRemote { throw FileName.Refusal(reason: "is remote, and remote references aren't allowed") }
      if let reason = refusals[name] { throw FileName.Refusal(reason: reason) }
      guard let file = numbers[name] else { return .waits(for: name) }
      return target(in: file, uri.fragment, of: reference)
    } catch {
      return .broken(reason: error.reason)
    }
  }

  private mutating func target(in file: Int, _ fragment: String?, of reference: FoundReference) -> Answer {
    let fragment = fragment ?? ""
    var pointer = JSONPointer(fragment: fragment)
    if !fragment.isEmpty, !fragment.hasPrefix("/") {
      // A plain name is an anchor, which the compiler of schemas resolves in the document itself.
      guard file > 0 || reference.file > 0 else { return .kept }
      pointer = AnchorSearch(name: fragment).place(in: files[file].value)
      if pointer == nil { return .broken(reason: "names no anchor") }
    }
    guard let pointer else { return .broken(reason: "is not a JSON pointer") }
    guard files[file].value[pointer] != nil else { return .broken(reason: "leads to nothing") }
    if !files[file].covers(pointer, as: reference.part) { scan(file: file, at: pointer, as: reference.part) }
    if file == 0, reference.file == 0, reference.text.hasPrefix("#") { return .kept }
    let place = JSONPointer(tokens: prefix(of: file)).appending(contentsOf: pointer.tokens)
    return .leads(
      to: (reference.resource == nil ? "" : OpenAPIDocument.uri) + "#"
        + PercentCoding.encode(place.description, allowing: Self.allowedInFragment))
  }

  private func prefix(of file: Int) -> [String] { file == 0 ? [] : [DocumentBundle.externalMember, String(file - 1)] }

  private mutating func report(_ reference: FoundReference, _ reason: String) {
    let file = files[reference.file]
    let place = file.places.place(of: reference.pointer, in: file.value)
    broken.append(
      (
        reference.file,
        OpenAPIDocument.BrokenReference(
          reference: reference.text, pointer: JSONPointer(tokens: prefix(of: reference.file) + reference.pointer.tokens),
          isExternal: !reference.text.hasPrefix("#"), path: file.name.text, line: place.line, column: place.column, reason: reason)
      ))
  }

  /// Everything as one tree.
  func bundle() -> DocumentBundle {
    let trees = files.map { LocatedValue($0.edits.isEmpty ? $0.value : $0.edits.applied(to: $0.value), at: $0.places) }
    var main = trees[0]
    if trees.count > 1 {
      let start = LocatedValue(.null, at: JSONSourceMap(line: 1, column: 1))
      main = LocatedValue(main.members + [(DocumentBundle.externalMember, LocatedValue(Array(trees.dropFirst()), near: start))], near: main)
    }
    let sorted = broken.sorted {
      ($0.file, $0.reference.line, $0.reference.column) < ($1.file, $1.reference.line, $1.reference.column)
    }
    let targets = files.enumerated().flatMap { number, file in
      file.scanned.filter { $0.part != .document }.map { (JSONPointer(tokens: prefix(of: number) + $0.pointer.tokens), $0.part) }
    }
    return DocumentBundle(tree: main, files: files.map(\.name.text), brokenReferences: sorted.map(\.reference), targets: targets)
  }
}
