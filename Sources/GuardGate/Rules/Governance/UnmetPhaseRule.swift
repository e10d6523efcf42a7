import GateKit
import GateModel

/// A phase opens only when what it needs is done.
struct UnmetPhaseRule: GuardRule {
  let settings: GuardSettings

  let descriptor = CheckDescriptor(
    id: "guard/unmet-phase", title: "Phase that opens before its needs are met",
    rationale: "What was promised for later is done never, once people rely on the phase that it was promised for.",
    remedy: "Finish what the phase needs, with evidence, or close the phase again", requirements: ["S2-G1", "S2-G3"])

  let defects: [DefectID] = ["phase.beta-ignores-token-tests", "phase.postbeta-unowned"]

  func inspect(_ repository: any FileTree, in environment: RunEnvironment, context: CaseContext) async throws -> CaseOutcome {
    let policy = try GuardPolicy.load(settings.policy, from: repository)
    guard !policy.phases.isEmpty else { return .skipped(reason: "'\(settings.policy)' declares no phase") }
    let entries = policy.trackers.flatMap { tracker in SourceText(tracker.file, in: repository).map { TrackerReader($0).entries } ?? [] }
    for phase in policy.phases {
      guard let source = SourceText(phase.file, in: repository) else {
        await report("the phase '\(phase.name)' is opened by '\(phase.file)', which is missing", phase, "file", phase.location, context)
        continue
      }
      guard let line = (1...source.lineCount).first(where: { source.line($0).text.firstRange(of: phase.text) != nil }) else { continue }
      let location = source.location(of: phase.text, line: line)
      for id in phase.needs + phase.owned {
        let isOwned = phase.owned.contains(id)
        guard let problem = Self.problem(entries.first { $0.id == id }, isOwned: isOwned, today: environment.today) else { continue }
        await report("the phase '\(phase.name)' is open, and '\(id)' \(problem)", phase, id, location, context)
      }
    }
    await context.measure("phases", Double(policy.phases.count), unit: "1")
    return .passed
  }

  private static func problem(_ entry: TrackerEntry?, isOwned: Bool, today: String) -> String? {
    guard let entry else { return "is in no tracker" }
    if entry.state == .done { return entry.evidence.isEmpty ? "is done without evidence" : nil }
    guard isOwned else { return "is \(entry.written.isEmpty ? "open" : entry.written)" }
    guard entry["owner"] != nil else { return "is not done and has no owner" }
    guard let date = entry["date", "due", "schedule", "by", "deadline", "target"] else { return "is not done and has no date" }
    let words: [Substring] = date.split { $0 == " " || $0 == "," || $0 == "T" }
    guard let day = words.first(where: { $0.count == 10 && $0.first?.isNumber == true }) else {
      return "has the date '\(date)', which is none"
    }
    return String(day) < today ? "was due on \(day)" : nil
  }

  private func report(_ message: String, _ phase: Phase, _ id: String, _ location: SourceLocation, _ context: CaseContext) async {
    await context.report(descriptor, message: message, subject: "\(phase.name): \(id)", location: location)
  }
}
