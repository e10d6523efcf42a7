import Foundation

/// Standard output and error of the process.
enum Console {
  static func print(_ text: String) { write(text + "\n", to: .standardOutput) }
  static func error(_ text: String) { write(text + "\n", to: .standardError) }
  /// Text as it is, without a line end.
  static func write(_ text: String) { if !text.isEmpty { write(text, to: .standardOutput) } }

  /// True where standard output is a terminal and no CI asks for plain lines.
  static var isInteractive: Bool {
    let environment = ProcessInfo.processInfo.environment
    return isatty(STDOUT_FILENO) == 1 && environment["CI"] == nil && environment["TERM"] != "dumb"
  }

  /// Colour on a terminal, unless NO_COLOR is set (no-color.org).
  static var hasColour: Bool { isInteractive && ProcessInfo.processInfo.environment["NO_COLOR"] == nil }

  private static func write(_ text: String, to handle: FileHandle) {
    // A reader that has gone away (a closed pipe) is no reason to end the run.
    try? handle.write(contentsOf: Data(text.utf8))
  }
}
