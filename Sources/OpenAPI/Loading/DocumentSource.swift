import JSONDocument

/// A parsed document with the place of every value: the ground that the model is read from.
///
/// Other files that the document refers to stand in its tree too, so that every reference is a local one; a Swagger 2.0 document
/// stands there in the form of OpenAPI 3.0. The places remain those of the files.
public struct DocumentSource: Sendable {
  /// Path of the main file, for messages and findings.
  public let path: String
  public let root: JSONValue
  public let places: JSONSourceMap
  /// Paths or URLs of all files, the main one first.
  public let files: [String]
  /// In the order of the files and their lines.
  let brokenReferences: [OpenAPIDocument.BrokenReference]

  /// Parses JSON or YAML, whichever the text is. Other files aren't read.
  public init(_ bytes: [UInt8], path: String, limits: DocumentLimits = DocumentLimits()) throws(DocumentError) {
    try self.init(bytes, path: path, limits: limits, reading: nil)
  }

  /// - Parameter read: reads another file of the repository; see ``DocumentResolver/file``. Nil where none is to be read.
  init(
    _ bytes: [UInt8], path: String, limits: DocumentLimits, reading read: ((String) throws -> [UInt8])?
  ) throws(DocumentError) {
    var loading = try DocumentLoading(bytes, path: path, limits: limits, allowsRemote: false)
    while let name = loading.next() {
      guard case .local(let file) = name, let read else {
        loading.refuse(name, reason: "leads out of the document. Bundle everything into one file")
        continue
      }
      loading.supply(Result { try read(file) }, as: name)
    }
    self = try loading.source()
  }

  /// Follows references to other files, and to other hosts where the resolver fetches them.
  init(_ bytes: [UInt8], path: String, limits: DocumentLimits, resolver: DocumentResolver) async throws(DocumentError) {
    var loading = try DocumentLoading(bytes, path: path, limits: limits, allowsRemote: resolver.remote != nil)
    while let name = loading.next() {
      guard !Task.isCancelled else { throw DocumentError(path: path, line: 0, message: "reading was cancelled") }
      do {
        switch name {
        case .local(let file): loading.supply(.success(try await resolver.file(file)), as: name)
        case .remote(let url): loading.supply(.success(try await resolver.remote?(url) ?? []), as: name)
        }
      } catch {
        loading.supply(.failure(error), as: name)
      }
    }
    self = try loading.source()
  }

  init(_ bundle: DocumentBundle, path: String) {
    self.path = path
    (root, places) = (bundle.tree.value, bundle.tree.places)
    files = [path] + bundle.files.dropFirst()
    brokenReferences = bundle.brokenReferences
  }

  /// The line of what a pointer names, or of its nearest parent.
  public func line(of pointer: JSONPointer) -> Int { places.place(of: pointer, in: root).line }

  /// The file that a pointer leads into.
  public func path(of pointer: JSONPointer) -> String {
    guard files.count > 1, pointer.tokens.count > 1, pointer.tokens[0] == DocumentBundle.externalMember,
      let number = Int(pointer.tokens[1]), files.indices.contains(number + 1)
    else { return path }
    return files[number + 1]
  }

  func fail(_ message: String, at pointer: JSONPointer) -> DocumentError {
    DocumentError(path: path(of: pointer), line: line(of: pointer), message: message)
  }
}
