import Foundation
import GateKit
import ReferenceService

/// A folder for the keys of one examined service, gone with it.
struct KeyFolder: Sendable {
  private let folder: URL

  /// - Throws: The error of the file system.
  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "gatehouse-keys-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  var file: String { folder.appending(path: "keys.json").path }

  /// Leaves half a document where the keys should be.
  func damage() throws {
    try Data("{\"version\":1,\"active\":{\"kid\":\"a".utf8).write(to: URL(filePath: file))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }
}

/// What scenarios need to run `gatehouse keys` on the keys of the examined service.
enum KeyVariables {
  /// `program`, and where the keys are; what does not apply is empty.
  static func of(_ storage: KeyStorage) throws -> [String: String] {
    var variables = ["key_file": "", "vault_host": "", "vault_port": "", "vault_path": "", "vault_token": ""]
    variables["program"] = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    switch storage {
    case .memory: break
    case .file(let path): variables["key_file"] = path
    case .vault(let vault):
      variables["vault_host"] = vault.host
      variables["vault_port"] = "\(vault.port)"
      variables["vault_path"] = vault.path
      variables["vault_token"] = vault.token
    }
    return variables
  }
}
