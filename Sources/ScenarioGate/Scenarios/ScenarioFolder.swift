import GateKit

/// Reads the scenario files of a repository.
struct ScenarioFolder {
  let path: String

  /// All scenarios in order of their files; empty where the folder holds none.
  /// - Throws: `GateError` for a missing folder, a malformed file and an id that occurs twice.
  func read(_ files: any FileTree) throws -> [Scenario] {
    let paths: [String]
    do {
      paths = try files.files(under: path, endingIn: [".yaml", ".yml"])
    } catch let error as FileTreeError {
      throw GateError("the scenarios cannot be read: \(error)", remedy: "Set `scenarios.folder` in gatehouse.yml")
    }
    var places: [String: String] = [:]
    return try paths.map { file in
      let scenario = try Scenario(text: try files.text(file), path: file)
      if let other = places.updateValue(file, forKey: scenario.id) {
        throw GateError("the id '\(scenario.id)' is also that of \(other)", at: scenario.location, remedy: "Rename one of them")
      }
      return scenario
    }
  }
}
