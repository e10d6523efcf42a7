import Foundation
import GateConfig
import GateEngine
import GateKit
import GateModel
import Testing

/// The register may not claim more than the last proof showed.
struct ProofTests {
  private static let tree = DiskFileTree(root: GatehouseBinary.root)

  private static func register() throws -> RequirementRegister {
    let paths = try tree.files(under: "contracts/requirements", endingIn: [".yaml"])
    return try RequirementRegister(texts: try paths.map { (path: $0, text: try tree.text($0)) })
  }

  private static func proof() throws -> ProofReport {
    try JSONDecoder().decode(ProofReport.self, from: Data(try tree.read("baselines/proof.json")))
  }

  @Test("Every requirement that says it is proved had each of its defects caught in the committed proof")
  func provedIsProved() throws {
    let proof = try Self.proof()
    #expect(proof.isProof)
    let proved = try Self.register().requirements.filter { $0.state == .proved }
    #expect(!proved.isEmpty)
    for requirement in proved {
      #expect(proof.proves(requirement), "\(requirement.id) (\(requirement.location)) says it is proved and is not")
    }
  }

  @Test("A requirement without a caught defect cannot count as proved")
  func unprovedIsRefused() throws {
    var proof = try Self.proof()
    let proved = try #require(try Self.register().requirements.first { $0.state == .proved })
    for index in proof.rows.indices where proof.rows[index].requirements.contains(proved.id) { proof.rows[index].caughtBy = [] }
    #expect(!proof.proves(proved))
    var bare = proved
    bare.defects = []
    #expect(!(try Self.proof()).proves(bare))
  }

  @Test("The register has all 227 requirements of 37 capabilities, each named once")
  func complete() throws {
    let register = try Self.register()
    #expect(register.files.count == 37)
    #expect(register.requirements.count == 227)
  }

  @Test("The checks that a proved requirement names are those that caught its defects")
  func checksAreNamed() throws {
    let proof = try Self.proof()
    for requirement in try Self.register().requirements where requirement.state == .proved {
      let caught = Set(proof.rows.filter { $0.requirements.contains(requirement.id) }.flatMap(\.caughtBy))
      #expect(!requirement.checks.isEmpty && requirement.checks.allSatisfy(caught.contains), "\(requirement.id): \(caught)")
    }
  }
}
