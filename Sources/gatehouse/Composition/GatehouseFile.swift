import Foundation
import GateConfig
import GateKit

/// `gatehouse.yml`, read: the parts that the command needs, and each gate's own section as a tree that the gate reads.
struct GatehouseFile: Sendable {
  /// Where it stands, or nil for the built-in settings of the reference service.
  var path: String?
  /// Absolute path of the folder that its paths start from.
  var root: String
  var service: ServiceSettings?
  /// True where only files are looked at: no service and no database is started.
  var startsNothing = false
  var suppressions = "baselines/suppressions.yml"
  var seed: UInt64?
  /// Sections of gates by name: `contract`, `scenarios`, `races`, `perf`, `guard`.
  var sections: [String: ConfigNode] = [:]

  static let gateSections = ["contract", "scenarios", "races", "perf", "guard"]

  /// The settings of a run without a file: the reference service in the current folder.
  static func builtIn(root: String) -> GatehouseFile { GatehouseFile(path: nil, root: root) }

  /// What a folder says about itself, where only its files are looked at: its `gatehouse.yml`, or nothing.
  /// - Throws: `CommandError` for a folder that is not there, `ConfigError` for what is wrong in the file.
  static func repository(_ folder: String) throws -> GatehouseFile {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw CommandError("there is no folder '\(folder)'", remedy: "Name the folder of a repository")
    }
    let url = URL(fileURLWithPath: folder).standardizedFileURL
    let settings = url.appendingPathComponent("gatehouse.yml").path
    var file = FileManager.default.fileExists(atPath: settings) ? try read(settings) : GatehouseFile(path: "gatehouse.yml", root: url.path)
    file.service = nil
    file.startsNothing = true
    return file
  }

  private init(path: String?, root: String) {
    self.path = path
    self.root = root
  }

  /// The name of a configuration that is found without being named.
  static let standardName = "gatehouse.yml"

  /// The named file, else `gatehouse.yml` of the current folder, else the built-in settings.
  static func find(_ path: String?) throws -> GatehouseFile {
    if let path { return try read(path) }
    let folder = FileManager.default.currentDirectoryPath
    return FileManager.default.fileExists(atPath: "\(folder)/\(standardName)") ? try read(standardName) : builtIn(root: folder)
  }

  /// - Throws: `CommandError` for a file that is not there, `ConfigError` for what is wrong in it.
  static func read(_ path: String) throws -> GatehouseFile {
    let url = URL(fileURLWithPath: path)
    guard let data = FileManager.default.contents(atPath: url.path) else {
      throw CommandError("the configuration '\(path)' cannot be read", remedy: "Check the path given with --config")
    }
    var file = GatehouseFile(path: path, root: url.deletingLastPathComponent().standardizedFileURL.path)
    let document = try ConfigDocument(text: String(decoding: data, as: UTF8.self), path: path)
    var root = try document.root.mapping(path)
    if let node = root.optional("service") { file.service = try ServiceSettings(service: node) }
    if let node = root.optional("identities") { try file.service?.setIdentities(node, environment: ProcessInfo.processInfo.environment) }
    file.suppressions = try root.optional("suppressions")?.string("suppressions") ?? file.suppressions
    file.seed = try root.optional("seed").map { UInt64(try $0.int("seed")) }
    for name in gateSections { file.sections[name] = root.optional(name) }
    try root.finish()
    if let contract = file.sections["contract"], case .mapping(let entries) = contract.content {
      file.service?.documentPath = try entries.first { $0.key == "document" }?.value.string("document")
    }
    return file
  }
}
