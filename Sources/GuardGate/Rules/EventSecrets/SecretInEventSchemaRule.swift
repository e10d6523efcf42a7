import GateKit
import GateModel

/// No event contract may carry a secret: outbox rows are copied to places that nobody guards like the store.
struct SecretInEventSchemaRule: GuardRule {
  let settings: GuardSettings

  let descriptor = CheckDescriptor(
    id: "guard/secret-in-event-schema", title: "Event contract with a secret-like member",
    rationale: "What is in an event is copied to every consumer, its queue and its logs.",
    remedy: "Send an id that the consumer can look up; rename the member if it holds no secret", requirements: ["S2-P10.1"])

  let defects: [DefectID] = ["outbox.camel-case-evades", "outbox.nested-ref-unscanned"]

  func inspect(_ repository: any FileTree, in environment: RunEnvironment, context: CaseContext) async throws -> CaseOutcome {
    let files: [String]
    do {
      files = try repository.files(under: settings.events, endingIn: [".json"])
    } catch FileTreeError.missing {
      files = []
    }
    guard !files.isEmpty else { return .skipped(reason: "'\(settings.events)' holds no event schema") }
    var walk = try EventSchemaWalk(files, in: repository)
    try walk.walk()
    for hit in walk.hits {
      await context.report(
        descriptor, message: "\(hit.kind) '\(hit.name)' looks like a secret (\(hit.reason))", subject: hit.pointer, location: hit.location,
        identity: [hit.kind])
    }
    for dangling in walk.dangling {
      await context.report(
        descriptor, message: "the reference '\(dangling.reference)' leads nowhere, so what is behind it is unknown",
        subject: dangling.reference, location: dangling.location)
    }
    await context.measure("names", Double(walk.namesSeen), unit: "1")
    return walk.namesSeen == 0 ? .inconclusive(reason: "'\(settings.events)' holds no schema with a member") : .passed
  }
}
