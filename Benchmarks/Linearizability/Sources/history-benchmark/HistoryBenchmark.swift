import Foundation
import Linearizability

/// Makes a history and judges it; each call is a process of its own, so that its peak memory is the history's.
///
///     history-benchmark MODEL CLIENTS OPERATIONS KEYS ok|spoilt [JOBS]     a line of the table
///     history-benchmark plain kv CLIENTS OPERATIONS KEYS ok|spoilt         the same history, by Wing and Gong's plain search
///     history-benchmark write MODEL CLIENTS OPERATIONS KEYS ok|spoilt      the history as JSON Lines
@main
struct HistoryBenchmark {
  static func main() async throws {
    var words = Array(CommandLine.arguments.dropFirst())
    let isWriting = words.first == "write"
    let isPlain = words.first == "plain"
    if isWriting || isPlain { words.removeFirst() }
    guard words.count >= 5, let kind = Workload.Kind(rawValue: words[0]), let clients = Int(words[1]), let operations = Int(words[2]),
      let keys = Int(words[3]), clients > 0, operations > 0, keys > 0
    else {
      FileHandle.standardError.write(Data("usage: history-benchmark [write|plain] MODEL CLIENTS OPERATIONS KEYS ok|spoilt [JOBS]\n".utf8))
      exit(2)
    }
    let workload = Workload(kind: kind, clients: clients, operations: operations, keys: keys, isSpoilt: words[4] == "spoilt")
    let history = workload.history()
    if isWriting { return write(history) }
    if isPlain { return searchPlainly(history, words) }
    let jobs = words.count > 5 ? Int(words[5]) ?? 2 : 2
    let before = peakMemory()
    let end = ContinuousClock.now + .seconds(60)
    var best = Duration.seconds(1_000)
    var report: HistoryReport?
    // The best of some rounds where they are short.
    var rounds = operations <= 1_000 ? 15 : 1
    while rounds > 0 {
      rounds -= 1
      let start = ContinuousClock.now
      report = try await workload.model.check(
        history, initial: workload.initial, limits: CheckLimits(steps: .max) { ContinuousClock.now > end }, width: jobs)
      best = min(best, ContinuousClock.now - start)
      if best > .milliseconds(200) { rounds = 0 }
    }
    guard let report else { exit(2) }
    let expected: HistoryReport.Verdict = workload.isSpoilt ? .illegal : .linearizable
    let shown = report.violation.map { "\($0.operations.count)" } ?? "–"
    let milliseconds = Double(best.components.attoseconds) / 1e15 + Double(best.components.seconds) * 1e3
    print(
      "\(pad(kind.rawValue, 16))\(pad("\(clients)", 8))\(pad("\(operations)", 11))\(pad("\(keys)", 6))\(pad(report.verdict.rawValue, 14))"
        + "\(pad(String(format: "%.2f", milliseconds), 12))\(pad("\(peakMemory() / 1_024)", 9))\(pad("\(before / 1_024)", 9))\(shown)")
    if report.verdict != expected { exit(report.verdict == .unknown ? 3 : 1) }
  }

  /// Moves after which the plain search is given up.
  private static let mostMoves = 50_000_000

  private static func searchPlainly(_ history: RecordedHistory, _ words: [String]) {
    let start = ContinuousClock.now
    var search = PlainSearch(history)
    let verdict = search.hasOrder(within: mostMoves)
    let time = ContinuousClock.now - start
    let milliseconds = Double(time.components.attoseconds) / 1e15 + Double(time.components.seconds) * 1e3
    let word = verdict.map { $0 ? "linearizable" : "illegal" } ?? "given up"
    print(
      "\(pad(words[0], 16))\(pad(words[1], 8))\(pad(words[2], 11))\(pad(words[3], 6))\(pad(word, 14))"
        + "\(pad(String(format: "%.2f", milliseconds), 12))\(search.moves) moves")
  }

  private static func pad(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(1, width - text.count)) }

  /// KiB that the process held at most.
  private static func peakMemory() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return line.split(separator: " ").dropFirst().first.flatMap { Int($0.trimmingCharacters(in: .whitespaces)) } ?? line.split(
      whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0
  }

  private static func write(_ history: RecordedHistory) {
    var lines: [(place: Int, text: String)] = []
    for operation in history.operations {
      let key = operation.key.map { ", \"key\": \($0)" } ?? ""
      let head = "{\"process\": \(operation.process), \"type\": "
      lines.append((operation.invoked, head + "\"invoke\", \"op\": \"\(operation.name)\"\(key), \"value\": \(operation.argument)}"))
      if let returned = operation.returned, let answer = operation.answer {
        lines.append((returned, head + "\"ok\", \"op\": \"\(operation.name)\"\(key), \"value\": \(answer.value)}"))
      }
    }
    for line in lines.sorted(by: { $0.place < $1.place }) { print(line.text) }
  }
}
