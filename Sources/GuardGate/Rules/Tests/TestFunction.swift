import GateModel

/// A function of a test's source: a test, or what tests call.
struct TestFunction: Sendable {
  var name: String
  var isTest: Bool
  /// Whether it asserts something itself.
  var asserts: Bool
  /// Names of what it calls.
  var calls: Set<String>
  var location: SourceLocation
}
