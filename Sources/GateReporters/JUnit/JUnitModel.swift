/// A JUnit report as values, before it is written.
struct JUnitModel: Equatable {
  var suites: [Suite]
  var microseconds: Int

  /// One gate, or the run itself.
  struct Suite: Equatable {
    var name: String
    var properties: [Property]
    var cases: [Case]

    func count(_ kind: Kind) -> Int { cases.count { $0.result?.kind == kind } }
  }

  /// A name and a value.
  struct Property: Equatable {
    var name: String
    var value: String
  }

  /// One case; `result` is nil where it passed.
  struct Case: Equatable {
    var name: String
    var className: String
    var microseconds: Int
    var result: Result?
    var file: String?
    var line: Int?
    var output: String
  }

  /// Why a case did not pass.
  struct Result: Equatable {
    var kind: Kind
    /// A short name of what went wrong: the check's id, `inconclusive`…
    var type: String
    /// One line.
    var message: String
    var details: String
  }

  /// The elements that JUnit has for cases that did not pass.
  enum Kind: String { case failure, error, skipped }

  func count(_ kind: Kind) -> Int { suites.reduce(0) { $0 + $1.count(kind) } }
}
