import GateKit
import GateModel

/// Every entry of a tracker says what it has to, and none goes away without being done.
struct IncompleteEntryRule: GuardRule {
  let settings: GuardSettings

  let descriptor = CheckDescriptor(
    id: "guard/incomplete-entry", title: "Entry of a tracker that lacks something",
    rationale: "Work without an owner or a state is work that nobody does, and an entry that vanishes was never decided.",
    remedy: "Give the entry its fields and one of the states open, planned, in_progress and done", requirements: ["S2-S1"])

  let defects: [DefectID] = ["watch.entry-without-owner"]

  func inspect(_ repository: any FileTree, in environment: RunEnvironment, context: CaseContext) async throws -> CaseOutcome {
    let trackers = try GuardPolicy.load(settings.policy, from: repository).trackers
    guard !trackers.isEmpty else { return .skipped(reason: "'\(settings.policy)' declares no tracker") }
    for tracker in trackers {
      guard let source = SourceText(tracker.file, in: repository) else { continue }
      let entries = TrackerReader(source).entries
      var seen: Set<String> = []
      for entry in entries {
        for problem in Self.problems(entry, tracker) + (seen.insert(entry.id).inserted ? [] : ["is there twice"]) {
          await context.report(
            descriptor, message: "'\(entry.id)' \(problem)", subject: "\(tracker.file): \(entry.id)", location: entry.location,
            identity: [problem])
        }
      }
      guard let earlier = environment.earlier, let before = try await earlier.read(tracker.file) else { continue }
      for entry in TrackerReader(SourceText(path: tracker.file, bytes: before)).entries
      where !seen.contains(entry.id) && entry.state != .done {
        await context.report(
          descriptor, message: "'\(entry.id)' is gone, and was \(entry.written)", subject: "\(tracker.file): \(entry.id)",
          location: SourceLocation(path: tracker.file), identity: ["gone"])
      }
    }
    return .passed
  }

  private static func problems(_ entry: TrackerEntry, _ tracker: TrackerPolicy) -> [String] {
    var problems: [String] = []
    if entry.state == nil { problems.append("has the state '\(entry.written)', which is none") }
    for field in tracker.fields where entry[field] == nil { problems.append("has no \(field)") }
    if entry.state == .inProgress, tracker.fields.contains("owner"), entry["progress", "notes", "update", "updated", "next"] == nil {
      problems.append("is in progress and tells no progress")
    }
    return problems
  }
}
