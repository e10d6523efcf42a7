import GateKit
import ReferenceService

/// The documents of the reference service in the repository.
enum ReferenceDocument {
  static let path = "contracts/openapi.yaml"
  /// What phase 2 adds to it.
  static let phase2Path = "contracts/openapi.phase2.yaml"

  /// What the service publishes; nil where the repository has no document.
  /// - Throws: `TargetError` when it cannot be read.
  static func published(from files: any FileTree, phase2: Bool) throws -> PublishedDocument? {
    guard files.exists(path) else { return nil }
    do {
      return try PublishedDocument(yaml: files.read(path), patch: phase2 ? files.read(phase2Path) : nil)
    } catch let error as PublishedDocument.Problem {
      throw TargetError("the reference service cannot publish its document: \(error)", remedy: "Correct \(path)")
    }
  }
}
