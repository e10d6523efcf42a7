import GateKit
import GateModel

/// The repository side of the gate: rules on files, schemas and the database's catalog.
public struct GuardGate: Gate {
  public let id: GateID = "guard"
  public let summary = "the repository pins its images and tools, keeps secrets out of its events and defaults, and its schema paths agree"
  private let rules: [any GuardRule]
  private let settings: GuardSettings
  private let fixes: FixList?

  /// - Parameter fixes: takes the fixes of what is found, where the remedy is mechanical.
  public init(settings: GuardSettings, fixes: FixList? = nil) {
    (self.settings, self.fixes) = (settings, fixes)
    rules = Self.rules(settings, fixes: fixes)
  }

  /// Every rule there is. A new one is a file in `Rules` and a line here.
  public static func rules(_ settings: GuardSettings, fixes: FixList? = nil) -> [any GuardRule] {
    [
      UnpinnedImageRule(settings: settings),
      UnpinnedActionRule(settings: settings),
      FloatingToolRule(settings: settings),
      BroadPermissionsRule(settings: settings),
      NonBlockingJobRule(settings: settings),
      DefaultSecretRule(settings: settings),
      DocumentedNumberRule(settings: settings, fixes: fixes),
      SecretInEventSchemaRule(settings: settings),
      SchemaParityRule(),
      MissingIndexRule(settings: settings),
      UnsafeMigrationRule(settings: settings),
      AlertRuleRule(settings: settings),
      ForbiddenImportRule(settings: settings),
      ImportCycleRule(settings: settings),
      StaleArchitectureRule(settings: settings),
      GodFileRule(settings: settings),
      BlockingCallRule(settings: settings),
      VacuousTestRule(settings: settings),
      SkippedTestRule(settings: settings),
      LowCoverageRule(settings: settings),
      UnprovedDoneRule(settings: settings),
      IncompleteEntryRule(settings: settings),
      UnmetPhaseRule(settings: settings),
      FiredTriggerRule(settings: settings),
      BrokenLinkRule(settings: settings),
      StaleRunbookRule(settings: settings),
      UntestedThreatRule(settings: settings),
    ]
  }

  public var checks: [CheckDescriptor] { rules.map(\.descriptor) }

  public func plan(in environment: RunEnvironment) async throws -> GatePlan { .run(rules.map(\.planned)) }

  public func run(_ cases: [PlannedCase], in environment: RunEnvironment, recorder: any CaseRecorder) async throws {
    let tree = CachedFileTree(environment.files)
    let chosen = cases.compactMap { planned in rules.first { $0.descriptor.id == planned.check }.map { (planned, $0) } }
    let scan = SharedScan(chosen.compactMap { $0.1 as? any FileRule })
    for (planned, rule) in chosen {
      try await recorder.run(planned, deadline: Self.deadline) { context in
        let policy = try GuardPolicy.load(settings.policy, from: tree)
        let files = NarrowedFileTree(tree, without: policy.exclude)
        let context = try await Self.limited(context, in: environment, tree, settings)
        guard let rule = rule as? any FileRule else { return try await rule.inspect(files, in: environment, context: context) }
        return await rule.report(try await scan.findings(of: rule, in: files), context, fixes: fixes)
      }
    }
  }

  /// The first rule on files walks over the whole repository for all of them.
  private static let deadline = Duration.seconds(300)

  /// The context of a case, limited to what changed since an earlier commit where there is one.
  private static func limited(
    _ context: CaseContext, in environment: RunEnvironment, _ tree: CachedFileTree, _ settings: GuardSettings
  ) async throws -> CaseContext {
    guard let earlier = environment.earlier else { return context }
    // A commit that is not there is an error, and not a reason to show everything.
    _ = try await earlier.read(settings.policy)
    let changes = ChangedLines(since: earlier, in: tree)
    return context.filtered { await changes.touch($0) }
  }
}
