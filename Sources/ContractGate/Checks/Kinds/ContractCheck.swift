import GateKit
import GateModel
import JSONDocument
import OpenAPI

/// A check of the contract gate. What it looks at decides which of the protocols below it has.
protocol ContractCheck: Check {
  /// Seeded defects that it claims to catch.
  var defects: [DefectID] { get }
  /// Which of the protocols below it has, known without asking the runtime.
  var role: CheckRole { get }
}

/// What a check looks at.
enum CheckRole {
  case document(any DocumentCheck)
  /// Single answers of whatever call.
  case exchange(any ExchangeCheck)
  /// The answers to trials of its own.
  case trial(any TrialCheck)
  case sequence(any SequenceCheck)

  /// A check that is made for each operation that it concerns.
  var operation: (any OperationCheck)? {
    switch self {
    case .document: nil
    case .exchange(let check): check
    case .trial(let check): check
    case .sequence(let check): check
    }
  }

  /// A check of single answers, with trials of its own or without.
  var exchange: (any ExchangeCheck)? {
    switch self {
    case .exchange(let check): check
    case .trial(let check): check
    case .document, .sequence: nil
    }
  }

  var trial: (any TrialCheck)? { if case .trial(let check) = self { check } else { nil } }
  var sequence: (any SequenceCheck)? { if case .sequence(let check) = self { check } else { nil } }
}

extension ContractCheck {
  var defects: [DefectID] { [] }
  var id: CheckID { descriptor.id }
}

/// A check of the document alone.
protocol DocumentCheck: ContractCheck {
  /// Whether there is anything to look at.
  func concerns(_ model: ContractModel) -> Bool
  func violations(in model: ContractModel) throws -> [Violation]
}

extension DocumentCheck {
  var role: CheckRole { .document(self) }
  func concerns(_ model: ContractModel) -> Bool { true }
}

/// A check that is made for each operation that it concerns.
protocol OperationCheck: ContractCheck {
  func concerns(_ operation: Operation, in model: ContractModel) -> Bool
  /// What a case is about: the operation, unless the check speaks of something larger.
  func subject(of operation: Operation) -> CheckSubject
  /// Why nothing was looked at although the operation was called, and whether that leaves something unproved.
  var unexamined: CaseOutcome { get }
}

extension OperationCheck {
  func concerns(_ operation: Operation, in model: ContractModel) -> Bool { true }
  func subject(of operation: Operation) -> CheckSubject { CheckSubject(operation) }
  var unexamined: CaseOutcome { .skipped(reason: "no answer had anything for this check to look at") }
}

/// A check that holds single answers against the document or against what HTTP and common sense promise. It sees every exchange, unless
/// it has trials of its own: then it sees those.
protocol ExchangeCheck: OperationCheck {
  /// What is wrong with the answer; nil when the exchange has nothing that this check could look at.
  /// - Parameter base: a valid call of the same operation that was accepted, if one was.
  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) throws -> [Violation]?
  func commonCause(of count: Int, examined: Int, lightest: Sighting) -> Violation?
}

/// A check with trials of its own, each of which differs in one thing from a valid call that was accepted.
protocol TrialCheck: ExchangeCheck {
  /// How many of its trials are sent for one of each other check, while there is room for both.
  var share: Int { get }
  /// - Parameter limit: more than these are not sent.
  func trials(from base: RequestDraft, in model: ContractModel, seed: UInt64, limit: Int) throws -> [Trial]
}

extension ExchangeCheck {
  var role: CheckRole { .exchange(self) }

  /// One violation where there is one cause behind nearly all that was tried at an operation; nil where the causes are several.
  /// - Parameters:
  ///   - lightest: what is easiest to reproduce.
  ///   - examined: how many exchanges the check has looked at.
  func commonCause(of count: Int, examined: Int, lightest: Sighting) -> Violation? { nil }
}

extension TrialCheck {
  var role: CheckRole { .trial(self) }
  var share: Int { 1 }
  var unexamined: CaseOutcome { .skipped(reason: "the operation has nothing that could be tried for this check") }
}

/// A check that makes several calls after one another.
protocol SequenceCheck: OperationCheck {
  func examine(_ operation: Operation, in lane: inout Lane) async throws -> Examination
}

extension SequenceCheck {
  var role: CheckRole { .sequence(self) }
}

/// How a sequence of calls ended.
enum Examination: Sendable {
  /// It could be judged; empty when all was right.
  case examined([Sighting])
  case skipped(String)
  case inconclusive(String)
}

/// What a case is about.
struct CheckSubject: Sendable {
  /// `POST /v1/sessions`, a path, or the document's own path.
  let name: String
  let pointer: JSONPointer

  init(_ operation: Operation) { self.init(name: operation.name, pointer: operation.pointer) }
  init(name: String, pointer: JSONPointer) { (self.name, self.pointer) = (name, pointer) }
}
