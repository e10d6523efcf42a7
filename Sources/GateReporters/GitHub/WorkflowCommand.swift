import GateModel

/// A GitHub workflow command: `::error file=a,line=1::message`.
struct WorkflowCommand: Equatable {
  enum Level: String, CaseIterable { case error, warning, notice }

  var level: Level
  var properties: [(name: String, value: String)]
  var message: String

  static func == (left: WorkflowCommand, right: WorkflowCommand) -> Bool { left.line == right.line }

  /// One line, without its end. Every text in it is escaped, so that none of it can end the line or begin another command.
  var line: String {
    let list = properties.map { "\($0.name)=\(Self.escapeProperty($0.value))" }.joined(separator: ",")
    return "::\(level.rawValue)\(list.isEmpty ? "" : " ")\(list)::\(Self.escapeData(message))"
  }

  /// What may stand after the second pair of colons.
  static func escapeData(_ text: String) -> String {
    escape(text) { byte in
      switch byte {
      case UInt8(ascii: "%"): "%25"
      case UInt8(ascii: "\r"): "%0D"
      case UInt8(ascii: "\n"): "%0A"
      default: nil
      }
    }
  }

  /// What may stand as the value of a property.
  static func escapeProperty(_ text: String) -> String {
    escape(text) { byte in
      switch byte {
      case UInt8(ascii: "%"): "%25"
      case UInt8(ascii: "\r"): "%0D"
      case UInt8(ascii: "\n"): "%0A"
      case UInt8(ascii: ":"): "%3A"
      case UInt8(ascii: ","): "%2C"
      default: nil
      }
    }
  }

  /// Works on bytes, because `\r\n` is one character of a Swift string.
  private static func escape(_ text: String, _ replacement: (UInt8) -> StaticString?) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if let sequence = replacement(byte) {
        sequence.withUTF8Buffer { output.append(contentsOf: $0) }
      } else {
        output.append(byte)
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
