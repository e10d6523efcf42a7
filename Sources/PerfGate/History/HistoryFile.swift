import JSONDocument
import PerfStatistics

/// Writes and reads histories: one entry a line, the oldest first, so that files of several machines are joined by writing one behind
/// the other (JSON Lines).
public enum HistoryFile {
  static let format = "gatehouse-history-1"
  /// A longer line, and more lines, are refused.
  static let longestLine = 1 << 16
  static let mostEntries = 1_000_000

  /// The line of an entry, with its end.
  public static func line(_ entry: HistoryEntry) -> String {
    let machine: JSONObject = [
      "processor": .string(entry.machine.processor),
      "cores": .number(JSONNumber(entry.machine.cores)),
      "memory_mebibytes": .number(JSONNumber(entry.machine.memoryMebibytes)),
      "kernel": .string(entry.machine.kernel),
    ]
    let object: JSONObject = [
      "format": .string(format),
      "workload": .string(entry.workload),
      "workload_digest": .string(entry.workloadDigest),
      "control": .string(entry.control),
      "commit": .string(entry.commit),
      "recorded": .string(entry.recorded),
      "machine": .object(machine),
      "ratio": .object([
        "estimate": number(entry.ratio.estimate), "lower": number(entry.ratio.lower), "upper": number(entry.ratio.upper),
        "confidence": number(entry.ratio.confidence),
      ]),
    ]
    return JSONValue.object(object).serialized() + "\n"
  }

  /// Reads a history; empty lines are passed over, and a last line without its end too, which an interrupted run left.
  /// - Throws: ``HistoryError`` with the line.
  public static func decode(_ text: String, path: String) throws(HistoryError) -> [HistoryEntry] {
    var entries: [HistoryEntry] = []
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if !text.hasSuffix("\n") { lines.removeLast() }
    for (index, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
      guard entries.count < mostEntries, line.utf8.count <= longestLine else {
        throw HistoryError(path: path, line: index + 1, problem: "there are too many entries, or this one is too long")
      }
      entries.append(try entry(String(line), path: path, number: index + 1))
    }
    return entries
  }

  /// Histories of several shards or machines as one: by day, what was measured on the same day in the order of the files, and what
  /// stands in two of them once.
  public static func merged(_ histories: [[HistoryEntry]]) -> [HistoryEntry] {
    var seen: Set<HistoryEntry> = []
    let all = histories.joined().filter { seen.insert($0).inserted }
    return all.enumerated().sorted { ($0.element.recorded, $0.offset) < ($1.element.recorded, $1.offset) }.map(\.element)
  }

  private static func entry(_ line: String, path: String, number: Int) throws(HistoryError) -> HistoryEntry {
    let root: JSONValue
    do {
      root = try JSONParser.parse(line, limits: JSONLimits(bytes: longestLine, depth: 8))
    } catch {
      throw HistoryError(path: path, line: number, problem: "it is no JSON, \(error.reason)")
    }
    let reader = BaselineReader(root: root, path: path, workload: "")
    do throws(BaselineError) {
      guard try reader.text("format") == format else { throw reader.corrupt("its format is not '\(format)'") }
      let ratio = try reader.interval("ratio")
      guard ratio.estimate > 0, ratio.estimate.isFinite else { throw reader.corrupt("'ratio' is not above 0") }
      return HistoryEntry(
        workload: try reader.text("workload"), workloadDigest: try reader.text("workload_digest"), control: try reader.text("control"),
        commit: try reader.text("commit"), recorded: try reader.text("recorded"), machine: try reader.machine(), ratio: ratio)
    } catch {
      throw HistoryError(path: path, line: number, problem: error.problem)
    }
  }

  private static func number(_ value: Double) -> JSONValue {
    guard value.isFinite, let number = JSONNumber((value * 1e5).rounded() / 1e5) else { return .null }
    return .number(number)
  }
}

/// What is wrong with a history.
public struct HistoryError: Error, Sendable, Hashable, CustomStringConvertible {
  public var path: String
  public var line: Int
  public var problem: String

  public var description: String {
    "\(path):\(line): \(problem). Remove the line, or restore the file from where it is kept"
  }
}
