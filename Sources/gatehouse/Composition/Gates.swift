import ContractGate
import GateConfig
import GateEngine
import GateKit
import GateModel
import GateReporters
import GuardGate
import PerfGate
import RaceGate
import ScenarioGate

/// The composition root: every gate there is. A new gate is a target and a line here.
enum Gates {
  /// - Throws: `ConfigError` for a section that a gate cannot read.
  static func all(_ file: GatehouseFile) throws -> [any Gate] {
    file.path == nil ? reference() : try configured(file)
  }

  /// The gates of the reference service, with the settings of this repository.
  private static func reference() -> [any Gate] {
    var guardSettings = GuardSettings()
    guardSettings.exclude = ["fixtures/guard", "fixtures/services", "Tests"]
    return [
      ContractGate(contractSettings),
      ScenarioGate(settings: ScenarioSettings()),
      RaceGate(settings: RaceSettings()),
      PerfGate(settings: PerfSettings()),
      GuardGate(settings: guardSettings),
    ]
  }

  private static var contractSettings: ContractSettings {
    let credentials = ["account_id": "${target.account.member}", "secret": "${target.secret.member}"]
    var settings = ContractSettings(
      document: ReferenceDocument.path,
      access: AccessIdentities(other: "other_tenant", limited: "unscoped", expired: ReferenceAccounts.expiredIdentity),
      values: KnownValues([
        "POST /v1/auth/token": credentials, "POST /v1/auth/login": credentials, "POST /v1/browser/login": credentials,
      ]))
    settings.references.isSelfContained = true
    // Only the payment provider can sign its events; the scenarios and races do it in its place.
    // A secret is changed by whoever knows the present one, which is another then.
    settings.filter.exclude = [OperationPattern("operation: receivePaymentEvent"), OperationPattern("operation: changePassword")]
    settings.additions = [ReferenceDocument.phase2Path]
    return settings
  }

  /// The gates of somebody's service, each with its section of `gatehouse.yml`.
  private static func configured(_ file: GatehouseFile) throws -> [any Gate] {
    func gate(_ id: GateID, _ section: String, _ make: (ConfigNode) throws -> any Gate) throws -> any Gate {
      try file.sections[section].map(make) ?? UnconfiguredGate(id: id, section: section)
    }
    return [
      try gate("contract", "contract") { ContractGate(try ContractSettings($0)) },
      try gate("scenario", "scenarios") { ScenarioGate(settings: try ScenarioSettings(section: $0)) },
      try gate("race", "races") { RaceGate(settings: try RaceSettings(section: $0)) },
      try gate("perf", "perf") { PerfGate(settings: try PerfSettings(section: $0)) },
      try gate("guard", "guard") { GuardGate(settings: try GuardSettings(section: $0)) },
    ]
  }

  /// The perf gate alone, for `gatehouse perf`.
  static func perf(_ file: GatehouseFile) throws -> PerfGate { PerfGate(settings: try PerfSettings(section: file.sections["perf"])) }

  /// Descriptions of every check, for SARIF and for `gatehouse explain`.
  static func checks(_ gates: [any Gate]) -> [CheckDescriptor] { gates.flatMap(\.checks) + engineChecks }

  /// The checks of the engine itself.
  static var engineChecks: [CheckDescriptor] { Engine.checks }

  static func catalog(_ gates: [any Gate]) -> RuleCatalog {
    RuleCatalog(
      checks(gates).map { check in
        RuleCatalog.Rule(
          check: check.id, title: check.title, severity: check.severity, rationale: check.rationale, remedy: check.remedy,
          requirements: check.requirements)
      })
  }
}
