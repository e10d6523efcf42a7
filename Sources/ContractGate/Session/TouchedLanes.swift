import GateKit
import GateModel
import OpenAPI

/// Which operations a change of the document reaches: those that it touches, and those whose calls need one of them.
struct TouchedLanes: Sendable {
  /// Name of the earlier revision.
  let revision: String
  private let names: Set<String>

  /// Nil where there is nothing to compare with, so that everything is exercised.
  init?(_ model: ContractModel, since earlier: EarlierRevision, _ loader: DocumentLoader) async throws {
    let path = model.document.path
    guard let bytes = try await earlier.read(path) else { return nil }
    let base: OpenAPIDocument
    do {
      base = try await loader.load(bytes, path: path) { file in
        guard let bytes = try await earlier.read(file) else { throw FileTreeError.missing(path: file) }
        return bytes
      }
    } catch {
      // What was no document then is new now.
      return nil
    }
    revision = earlier.name
    var names = Set(DocumentComparison(base: base, revision: model.document).touchedOperations().map(\.name))
    var goesOn = true
    while goesOn {
      goesOn = false
      for (name, plan) in model.calls where !names.contains(name) {
        let needed = plan.sources.values.map(\.producer) + [plan.maker].compactMap(\.self)
        if needed.contains(where: names.contains) { goesOn = names.insert(name).inserted || goesOn }
      }
    }
    self.names = names
  }

  func contains(_ operation: Operation) -> Bool { names.contains(operation.name) }

  /// What is said of the others.
  var reason: String { "the document's change since \(revision) does not reach the operation" }
}
