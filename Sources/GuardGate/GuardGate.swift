import GateKit
import GateModel

/// The repository side of the gate: rules on files, schemas and the database's catalog.
public struct GuardGate: Gate {
  public let id: GateID = "guard"
  public let summary = "the repository pins its images and tools, keeps secrets out of its events and defaults, and its schema paths agree"
  private let rules: [any GuardRule]
  private let settings: GuardSettings

  public init(settings: GuardSettings) {
    self.settings = settings
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
    let tree = CachedFileTree(environment.files)
    for planned in cases {
      guard let rule = rules.first(where: { $0.descriptor.id == planned.check }) else { continue }
      try await recorder.run(planned) { context in
        let policy = try GuardPolicy.load(settings.policy, from: tree)
        let files = NarrowedFileTree(tree, without: policy.exclude)
        guard let earlier = environment.earlier else { return try await rule.inspect(files, in: environment, context: context) }
        // A commit that is not there is an error, and not a reason to show everything.
        _ = try await earlier.read(settings.policy)
        let changes = ChangedLines(since: earlier, in: tree)
        return try await rule.inspect(files, in: environment, context: context.filtered { await changes.touch($0) })
      }
    }
  }
}
