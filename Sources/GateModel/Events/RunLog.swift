import Foundation

/// The events of one run, in order, and their JSON Lines form (`reports/run.jsonl`).
public struct RunLog: Hashable, Sendable {
  public var events: [RecordedEvent]

  public init(events: [RecordedEvent] = []) { self.events = events }

  private static let infinity = "Infinity"
  private static let notANumber = "NaN"

  /// One line of the log, without the line feed. Keys are sorted, so that the same event is the same bytes.
  public static func encode(_ event: RecordedEvent) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: infinity, negativeInfinity: "-" + infinity, nan: notANumber)
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(event))
  }

  public func jsonLines() throws -> [UInt8] {
    var bytes: [UInt8] = []
    for event in events {
      bytes += try Self.encode(event)
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// Reads a log. The last line may be cut off by a crash: it is left out when `tolerateTornTail` is true.
  /// - Throws: ``RunLogError`` with the line number.
  public init(jsonLines bytes: [UInt8], tolerateTornTail: Bool = true) throws {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: Self.infinity, negativeInfinity: "-" + Self.infinity, nan: Self.notANumber)
    var events: [RecordedEvent] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let isTorn = bytes.last != UInt8(ascii: "\n")
    for (index, line) in lines.enumerated() where !line.isEmpty {
      do {
        events.append(try decoder.decode(RecordedEvent.self, from: Data(line)))
      } catch {
        if isTorn, tolerateTornTail, index == lines.count - 1 { break }
        throw RunLogError(line: index + 1, problem: String(describing: error))
      }
    }
    self.events = events
  }
}

/// A line of a log that is no event.
public struct RunLogError: Error, Hashable, CustomStringConvertible {
  public var line: Int
  public var problem: String

  public var description: String {
    "line \(line) of the run log is not an event: \(problem). Make the log again by running the gate, or remove that line"
  }
}
