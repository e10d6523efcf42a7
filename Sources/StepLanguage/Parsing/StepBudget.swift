import GateKit
import GateModel
import Synchronization

/// Counts the steps that one file expands to, so that fragments within fragments cannot grow without bound.
final class StepBudget: Sendable {
  private static let most = 10_000
  private let spent = Mutex(0)

  func spend(at location: SourceLocation) throws {
    let isWithin = spent.withLock { spent in
      spent += 1
      return spent <= Self.most
    }
    guard isWithin else {
      throw GateError("the file has more than \(Self.most) steps with its fragments", at: location, remedy: "Use a table or 'repeat'")
    }
  }
}
