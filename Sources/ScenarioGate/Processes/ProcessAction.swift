/// What a process step does.
enum ProcessAction: String, Sendable, CaseIterable {
  /// SIGSTOP.
  case stop
  /// SIGCONT.
  case `continue`
  /// SIGKILL.
  case kill
  /// SIGTERM, and SIGKILL after a while.
  case end
  /// Again, after `kill` or `end`.
  case start
  /// `end` and `start`.
  case restart

  var canBeLate: Bool { self == .start || self == .restart }
}
