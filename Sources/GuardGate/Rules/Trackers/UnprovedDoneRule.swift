import GateKit
import GateModel

/// What a tracker calls done has been shown.
struct UnprovedDoneRule: GuardRule {
  let settings: GuardSettings

  let descriptor = CheckDescriptor(
    id: "guard/unproved-done", title: "Task that is called done without evidence",
    rationale: "A well-formed entry is no proof: what was never run may never have worked.",
    remedy: "Run its acceptance checks with 'gatehouse evidence record' and name the record, or take the task back",
    requirements: ["S2-S1", "S2-P14", "S2-P14.1", "S2-P14.2"])

  let defects: [DefectID] = ["watch.done-without-evidence", "queue.syntax-only", "queue.ignores-exit-code", "queue.stale-evidence"]

  func inspect(_ repository: any FileTree, in environment: RunEnvironment, context: CaseContext) async throws -> CaseOutcome {
    let trackers = try GuardPolicy.load(settings.policy, from: repository).trackers
    guard !trackers.isEmpty else { return .skipped(reason: "'\(settings.policy)' declares no tracker") }
    var used: [String: String] = [:]
    var count = 0
    for tracker in trackers {
      guard let source = SourceText(tracker.file, in: repository) else {
        await context.report(
          descriptor, message: "the tracker '\(tracker.file)' is missing", subject: tracker.file, location: tracker.location)
        continue
      }
      for entry in TrackerReader(source).entries {
        count += 1
        guard entry.state == .done, let problem = problem(entry, tracker, repository, &used) else { continue }
        await context.report(
          descriptor, message: "'\(entry.id)' is done, \(problem)", subject: "\(tracker.file): \(entry.id)", location: entry.location)
      }
    }
    await context.measure("entries", Double(count), unit: "1")
    return count == 0 ? .inconclusive(reason: "the trackers hold no entry that can be read") : .passed
  }

  private func problem(
    _ entry: TrackerEntry, _ tracker: TrackerPolicy, _ repository: any FileTree, _ used: inout [String: String]
  ) -> String? {
    let folder = RepositoryPath.folder(of: tracker.file)
    guard !entry.evidence.isEmpty else { return "and names no evidence" }
    var hasRecord = false
    for reference in entry.evidence {
      if reference.has("://") { continue }
      let name = String(reference.prefix { $0 != "#" })
      let paths = [name, RepositoryPath.resolve(name, from: folder) ?? name]
      guard let path = paths.first(where: repository.exists), let bytes = try? repository.read(path) else {
        return "and its evidence '\(reference)' does not exist"
      }
      guard let record = EvidenceRecord(bytes) else { continue }
      hasRecord = true
      if let problem = record.problem(task: entry.id, commit: entry.commit, in: repository) { return "and '\(path)' \(problem)" }
      let user = "\(tracker.file): \(entry.id)"
      if let other = used[path], other != user { return "and '\(path)' is the evidence of \(other) too" }
      used[path] = user
    }
    return tracker.needsExecution && !hasRecord ? "and no evidence of it is a record of executed checks" : nil
  }
}
