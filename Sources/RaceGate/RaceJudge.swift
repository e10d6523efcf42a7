import GateKit
import GateModel

/// Turns a race's report into findings and an outcome.
enum RaceJudge {
  static func conclude(_ race: Race, _ report: RaceReport, context: CaseContext) async -> CaseOutcome {
    await context.measure("race.requests", Double(report.requests), unit: "1")
    await context.measure("race.rounds", Double(report.rounds), unit: "1")
    await context.measure("race.rounds.overlapped", Double(report.overlappedRounds), unit: "1")
    await context.measure("race.peak_in_flight", Double(report.peakInFlight), unit: "1")
    await context.measure("race.widest_release", Double(report.widestRelease) / 1_000, unit: "us")
    if let spread = PowerMeasurement.quantile(0.5, of: report.arrivalSpreads) {
      await context.measure("race.arrival_spread.median", Double(spread) / 1_000, unit: "us")
    }
    if let spread = report.calibration.chosen?.medianSpread {
      await context.measure("race.calibration.spread.median", Double(spread) / 1_000, unit: "us")
    }
    if let power = report.power {
      await context.measure("race.power.chance", power.chance, unit: "1")
      await context.measure("race.power.miss", PowerGoal.miss(after: report.rounds, hitting: power.chance), unit: "1")
    }
    for violation in report.violations {
      await context.report(
        RaceChecks.descriptor(of: violation),
        message: "\(violation.message) (round \(violation.firstRound); in \(violation.rounds) of \(report.rounds) rounds)",
        subject: race.name, location: violation.location,
        evidence: [
          Evidence(title: "outcomes of round \(violation.firstRound)", text: violation.tally),
          Evidence(title: "outcomes of all \(report.rounds) rounds", text: report.tally.text),
          Evidence(
            title: "burst",
            text: "\(race.burst.count) at once, up to \(report.peakInFlight) in flight at one instant, "
              + "released by \(report.calibration.chosen?.release.description ?? "the default") within \(report.widestRelease / 1_000) µs; seed \(context.seed)"
          ),
        ] + violation.evidence, identity: [violation.invariant])
    }
    if !report.violations.isEmpty { return .failed }
    if let weakness = report.weakness { return .inconclusive(reason: weakness) }
    return .passed
  }
}
