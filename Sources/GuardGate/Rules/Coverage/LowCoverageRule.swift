import GateKit
import GateModel

/// Tests reach what the policy says, module by module and in what changed.
struct LowCoverageRule: GuardRule {
  let settings: GuardSettings

  let descriptor = CheckDescriptor(
    id: "guard/low-coverage", title: "Code that too few tests reach",
    rationale: "What no test reaches can be broken by any change without anybody noticing.",
    remedy: "Test what is not reached; 'llvm-cov show' marks the lines", requirements: ["S1-H7"])

  let defects: [DefectID] = ["tests.coverage-below-floor"]

  func inspect(_ repository: any FileTree, in environment: RunEnvironment, context: CaseContext) async throws -> CaseOutcome {
    guard let policy = try GuardPolicy.load(settings.policy, from: repository).coverage else {
      return .skipped(reason: "'\(settings.policy)' demands no coverage")
    }
    // Whoever demands a coverage has to show it.
    guard let bytes = try? repository.read(policy.report) else {
      return .inconclusive(reason: "there is no coverage report '\(policy.report)': run the tests with coverage first")
    }
    let report: CoverageReport
    do { report = try CoverageReport(bytes) } catch {
      return .inconclusive(reason: "'\(policy.report)' cannot be read: \(error.reason)")
    }
    let files = report.located(among: Set(try repository.files(under: "")))
    for (path, lines) in files.sorted(by: { $0.key < $1.key }) {
      guard let source = SourceText(path, in: repository), let last = lines.keys.max(), last > source.lineCount else { continue }
      return .inconclusive(reason: "'\(policy.report)' is of another '\(path)', which has no line \(last): run the tests again")
    }
    for floor in policy.floors { await judge(floor, files, policy, context) }
    if let least = policy.changed, let earlier = environment.earlier {
      await judgeChanges(least, files, ChangedLines(since: earlier, in: repository), context)
    }
    await context.measure("files", Double(files.count), unit: "1")
    return .passed
  }

  private func judge(
    _ floor: CoveragePolicy.Floor, _ files: [String: [Int: Int]], _ policy: CoveragePolicy, _ context: CaseContext
  ) async {
    let mine = files.filter { RepositoryPath.contains(floor.path, $0.key) }
    let (count, ran) = mine.reduce(into: (0, 0)) { sum, file in
      sum.0 += file.value.count
      sum.1 += file.value.values.count { $0 > 0 }
    }
    guard count > 0 else {
      await context.report(
        descriptor, message: "'\(policy.report)' holds no line of '\(floor.path)'", subject: floor.path, location: floor.location)
      return
    }
    let percent = 100 * Double(ran) / Double(count)
    guard percent < floor.percent else { return }
    let worst = mine.map { ($0.key, $0.value.values.count { $0 == 0 }) }.max { ($0.1, $1.0) < ($1.1, $0.0) }
    await context.report(
      descriptor,
      message:
        "tests reach \(Self.text(percent)) % of '\(floor.path)' (\(ran) of \(count) lines), where \(Self.text(floor.percent)) % is wanted",
      subject: floor.path, location: SourceLocation(path: worst?.0 ?? floor.path, line: worst.flatMap { Self.firstMissed(mine[$0.0]) }))
  }

  private static func firstMissed(_ lines: [Int: Int]?) -> Int? { lines?.filter { $0.value == 0 }.keys.min() }

  /// With one decimal, rounded down, so that a floor that is missed by little does not look reached.
  private static func text(_ percent: Double) -> String {
    let tenths = Int(percent * 10)
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  private func judgeChanges(_ least: Double, _ files: [String: [Int: Int]], _ changes: ChangedLines, _ context: CaseContext) async {
    var missed: [(path: String, lines: [Int])] = []
    var (count, ran) = (0, 0)
    for (path, lines) in files.sorted(by: { $0.key < $1.key }) {
      var mine: [Int] = []
      for (line, times) in lines.sorted(by: { $0.key < $1.key }) where await changes.touches(path, line) {
        count += 1
        if times > 0 { ran += 1 } else { mine.append(line) }
      }
      if !mine.isEmpty { missed.append((path, mine)) }
    }
    guard count > 0, 100 * Double(ran) < least * Double(count) else { return }
    for (path, lines) in missed {
      let text = lines.count == 1 ? "line is" : "lines are"
      await context.report(
        descriptor, message: "\(lines.count) changed \(text) reached by no test; of all changed lines \(ran) of \(count) are",
        subject: path, location: SourceLocation(path: path, line: lines[0]), identity: ["changed"])
    }
  }
}
