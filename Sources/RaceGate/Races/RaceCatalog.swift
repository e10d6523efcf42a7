import GateKit
import GateModel
import StepLanguage

/// The races of a folder, in the order of their names.
struct RaceCatalog: Sendable {
  let files: [RaceFile]

  /// - Throws: `GateError` for a file that is wrong, and for a name that occurs twice.
  init(folder: String, files tree: any FileTree) throws {
    var byName: [String: RaceFile] = [:]
    for path in try Self.paths(folder, tree) {
      let text = try tree.text(path)
      if Fragment.isFragment(try YAMLDocument.parse(text, path: path)) { continue }
      let file = try RaceFile(text: text, path: path, files: tree)
      if let other = byName[file.race.name] {
        throw GateError(
          "race '\(file.race.name)' stands in \(other.race.location.path) too", at: file.race.location,
          remedy: "Give each race a name of its own")
      }
      byName[file.race.name] = file
    }
    files = byName.values.sorted { $0.race.name.utf8.lexicographicallyPrecedes($1.race.name.utf8) }
  }

  private static func paths(_ folder: String, _ tree: any FileTree) throws -> [String] {
    do {
      return try tree.files(under: folder, endingIn: [".yaml", ".yml"])
    } catch let error as FileTreeError {
      if case .missing = error { return [] }
      throw GateError("the races cannot be read: \(error)", at: SourceLocation(path: folder), remedy: "Make them readable")
    }
  }
}
