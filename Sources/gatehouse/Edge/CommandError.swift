import GateModel

/// Ends a command with exit code 2 and one message: what, where, what next.
struct CommandError: Error, CustomStringConvertible {
  var message: String
  var remedy: String

  init(_ message: String, remedy: String) {
    self.message = message
    self.remedy = remedy
  }

  var description: String { "\(message). \(remedy)" }
}
