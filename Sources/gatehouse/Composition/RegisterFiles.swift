import Foundation
import GateConfig
import GateEngine
import GateKit
import GateModel

/// The requirements register and the last proof, as the repository holds them.
struct RegisterFiles {
  static let folder = "contracts/requirements"
  static let proofPath = "baselines/proof.json"

  let files: any FileTree

  /// - Throws: `CommandError` where there is no register.
  func register() throws -> RequirementRegister {
    let paths = (try? files.files(under: Self.folder, endingIn: [".yaml", ".yml"])) ?? []
    guard !paths.isEmpty else {
      throw CommandError(
        "there is no requirements register in '\(Self.folder)'", remedy: "Run it in the folder of a repository that has one")
    }
    return try RequirementRegister(texts: try paths.map { (path: $0, text: try files.text($0)) })
  }

  /// The committed proof, or nil where there is none.
  func proof() throws -> ProofReport? {
    guard files.exists(Self.proofPath) else { return nil }
    do {
      return try JSONDecoder().decode(ProofReport.self, from: Data(try files.read(Self.proofPath)))
    } catch let error as DecodingError {
      throw CommandError("'\(Self.proofPath)' is no proof: \(error)", remedy: "Make it again with 'gatehouse prove --record'")
    }
  }

  static func encode(_ proof: ProofReport) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(proof) + Data("\n".utf8)
  }
}
