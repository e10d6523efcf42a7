/// Reads a job's output as GitHub's runner does: a line whose first character that is no space begins with `::` is a command.
struct WorkflowCommandParser {
  struct Command: Equatable {
    var name: String
    var properties: [String: String]
    var message: String
  }

  /// The commands of an output, and the lines that are none.
  static func parse(_ output: [UInt8]) -> (commands: [Command], rest: [String]) {
    var commands: [Command] = []
    var rest: [String] = []
    for line in lines(output) where !line.isEmpty {
      if let command = command(line) { commands.append(command) } else { rest.append(String(decoding: line, as: UTF8.self)) }
    }
    return (commands, rest)
  }

  /// A line ends at a line feed, a carriage return, or both.
  static func lines(_ output: [UInt8]) -> [[UInt8]] {
    output.split { $0 == 10 || $0 == 13 }.map(Array.init)
  }

  private static func command(_ line: [UInt8]) -> Command? {
    let trimmed = Array(line.drop { $0 == 32 || $0 == 9 })
    guard trimmed.starts(with: [58, 58]) else { return nil }
    let body = Array(trimmed.dropFirst(2))
    guard let end = body.indices.dropLast().first(where: { body[$0] == 58 && body[$0 + 1] == 58 }) else { return nil }
    let head = body[..<end]
    let message = unescape(Array(body[(end + 2)...]), property: false)
    guard let space = head.firstIndex(of: 32) else {
      return Command(name: String(decoding: head, as: UTF8.self), properties: [:], message: message)
    }
    var properties: [String: String] = [:]
    for pair in head[(space + 1)...].split(separator: 44) {
      guard let equals = pair.firstIndex(of: 61) else { continue }
      properties[String(decoding: pair[..<equals], as: UTF8.self)] = unescape(Array(pair[(equals + 1)...]), property: true)
    }
    return Command(name: String(decoding: head[..<space], as: UTF8.self), properties: properties, message: message)
  }

  /// Escapes are undone in the runner's order, the percent sign last.
  private static func unescape(_ bytes: [UInt8], property: Bool) -> String {
    var text = String(decoding: bytes, as: UTF8.self)
    let pairs = [("%0D", "\r"), ("%0A", "\n")] + (property ? [("%3A", ":"), ("%2C", ",")] : []) + [("%25", "%")]
    for (sequence, character) in pairs { text = text.replacing(sequence, with: character) }
    return text
  }
}
