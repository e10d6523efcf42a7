import GateModel
import JSONDocument

/// Something that a check found wrong.
struct Violation: Sendable {
  /// What is wrong, in one sentence without anything that changes from run to run.
  let message: String
  /// The place of the document that it breaks.
  let pointer: JSONPointer
  /// What tells it from others of its check at the same operation.
  let cause: [String]
  /// Whether the same cause at another operation is the same thing: one place of the document, or one part of the service.
  let isShared: Bool
  /// The operation whose fault it is, where that isn't the one that was called last.
  let subject: String?
  /// Where it is not that of the check.
  let severity: Severity?

  init(
    _ message: String, at pointer: JSONPointer, cause: [String], isShared: Bool = false, subject: String? = nil, severity: Severity? = nil
  ) {
    (self.message, self.pointer, self.cause, self.isShared) = (message, pointer, cause, isShared)
    (self.subject, self.severity) = (subject, severity)
  }
}

/// A violation with the exchange that showed it.
struct Sighting: Sendable {
  let violation: Violation
  let exchange: Exchange
}
