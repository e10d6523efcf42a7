import GateKit
import JSONDocument
import OpenAPI

/// Two documents of one service, of which the later must serve the clients of the earlier.
struct DocumentRevision: Sendable {
  let earlier: OpenAPIDocument
  let later: OpenAPIDocument
  /// The file that makes the difference.
  let path: String
  /// Whether the later one is the document under test, whose places a finding names.
  let endsAtDocument: Bool

  /// What the settings ask to compare.
  /// - Throws: `DocumentError`, or `FileTreeError` for a file that cannot be read.
  static func all(
    of document: OpenAPIDocument, _ settings: ContractSettings, files: any FileTree, _ loader: DocumentLoader
  ) async throws -> [DocumentRevision] {
    var revisions: [DocumentRevision] = []
    if let path = settings.baseline {
      let earlier = try await loader.load(try files.read(path), path: path) { try files.read($0) }
      revisions.append(DocumentRevision(earlier: earlier, later: document, path: path, endsAtDocument: true))
    }
    for path in settings.additions {
      let patch = try DocumentSource(try files.read(path), path: path)
      let later = try OpenAPIDocument(document.source.root.merging(patch.root).serializedBytes(), path: path)
      revisions.append(DocumentRevision(earlier: document, later: later, path: path, endsAtDocument: false))
    }
    return revisions
  }

  /// The changes after which a client of the earlier document fails.
  func breakingChanges() -> [Change] {
    DocumentComparison(base: earlier, revision: later).changes().filter { $0.severity == .error }
  }
}
