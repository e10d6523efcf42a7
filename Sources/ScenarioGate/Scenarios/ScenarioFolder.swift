import GateKit
import StepLanguage

/// Reads the scenario files of a repository.
struct ScenarioFolder {
  let path: String

  /// All scenarios in order of their files, without the fragments that they share; empty where the folder holds none.
  /// - Throws: `GateError` for a missing folder, a malformed file and an id that occurs twice.
  func read(_ files: any FileTree) throws -> [Scenario] {
    let paths: [String]
    do {
      paths = try files.files(under: path, endingIn: [".yaml", ".yml"])
    } catch let error as FileTreeError {
      throw GateError("the scenarios cannot be read: \(error)", remedy: "Set `scenarios.folder` in gatehouse.yml")
    }
    var places: [String: String] = [:]
    var scenarios: [Scenario] = []
    for file in paths {
      let text = try files.text(file)
      if Fragment.isFragment(try YAMLDocument.parse(text, path: file)) {
        // Read for its errors: nobody may use it yet.
        _ = try Fragment(text: text, path: file, parser: StepParser(vocabulary: Scenario.vocabulary, files: files))
        continue
      }
      let scenario = try Scenario(text: text, path: file, files: files)
      if let other = places.updateValue(file, forKey: scenario.id) {
        throw GateError("the id '\(scenario.id)' is also that of \(other)", at: scenario.location, remedy: "Rename one of them")
      }
      scenarios.append(scenario)
    }
    return scenarios
  }
}
