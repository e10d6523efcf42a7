import GateKit
import GateModel

/// The workloads of a folder, each with its control.
struct WorkloadCatalog: Sendable {
  /// A workload that is judged, and what it is measured beside.
  struct Entry: Sendable {
    var file: WorkloadFile
    /// Nil for the built-in calibration.
    var control: WorkloadFile?
  }

  /// In the order of their names.
  let entries: [Entry]

  /// - Throws: `GateError` for a file that is wrong, a name that occurs twice and a control that there is none of.
  init(folder: String, files: any FileTree) throws {
    var byName: [String: WorkloadFile] = [:]
    let paths = try Self.paths(folder, files)
    for path in paths {
      let file = try WorkloadFile(text: try files.text(path), path: path, files: files)
      if let other = byName[file.workload.name] {
        throw GateError(
          "workload '\(file.workload.name)' stands in \(other.workload.location.path) too", at: file.workload.location,
          remedy: "Give each workload a name of its own")
      }
      byName[file.workload.name] = file
    }
    entries = try byName.values.sorted { $0.workload.name.utf8.lexicographicallyPrecedes($1.workload.name.utf8) }.compactMap { file in
      guard let name = file.workload.control else { return nil }
      var file = file
      if name == CalibrationServer.name {
        file.workload.digest = WorkloadDigest.combined(file.workload.digest, control: CalibrationServer.version)
        return Entry(file: file, control: nil)
      }
      guard let control = byName[name], control.workload.control == nil else {
        let known = byName.values.filter { $0.workload.control == nil }.map(\.workload.name).sorted().joined(separator: ", ")
        throw GateError(
          "workload '\(file.workload.name)' names the control '\(name)', which is none", at: file.workload.location,
          remedy: "Name '\(CalibrationServer.name)'\(known.isEmpty ? "" : ", or one of: \(known)")")
      }
      file.workload.digest = WorkloadDigest.combined(file.workload.digest, control: control.workload.digest)
      return Entry(file: file, control: control)
    }
  }

  private static func paths(_ folder: String, _ files: any FileTree) throws -> [String] {
    do {
      return try files.files(under: folder, endingIn: [".yaml", ".yml"])
    } catch let error as FileTreeError {
      if case .missing = error { return [] }
      throw GateError("the workloads cannot be read: \(error)", at: SourceLocation(path: folder), remedy: "Make them readable")
    }
  }
}
