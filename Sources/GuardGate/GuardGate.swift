import GateKit
import GateModel

/// The repository side of the gate: rules on files, schemas and the database's catalog.
public struct GuardGate: Gate {
  public let id: GateID = "guard"
  public let summary = "the repository pins its images, keeps secrets out of its events and its schema paths agree"
  private let rules: [any GuardRule]

  public init(settings: GuardSettings) {
    rules = Self.rules(settings)
  }

  /// Every rule there is. A new one is a file in `Rules` and a line here.
  public static func rules(_ settings: GuardSettings) -> [any GuardRule] {
    [
      UnpinnedImageRule(settings: settings),
      UnpinnedActionRule(settings: settings),
      FloatingToolRule(settings: settings),
      BroadPermissionsRule(settings: settings),
      NonBlockingJobRule(settings: settings),
      DefaultSecretRule(settings: settings),
      DocumentedNumberRule(settings: settings),
      SecretInEventSchemaRule(settings: settings),
      SchemaParityRule(),
      AlertRuleRule(settings: settings),
    ]
  }

  public var checks: [CheckDescriptor] { rules.map(\.descriptor) }

  public func plan(in environment: RunEnvironment) async throws -> GatePlan { .run(rules.map(\.planned)) }

  public func run(_ cases: [PlannedCase], in environment: RunEnvironment, recorder: any CaseRecorder) async throws {
    for planned in cases {
      guard let rule = rules.first(where: { $0.descriptor.id == planned.check }) else { continue }
      try await recorder.run(planned) { context in
        try await rule.inspect(environment.files, in: environment, context: context)
      }
    }
  }
}
