import GateKit
import Synchronization

/// Writes requests with credentials that hold: those that the target has renewed take the place of the old ones.
final class SessionCredentials: Sendable {
  private let current: Mutex<RequestComposer>
  /// The identity that calls.
  private let name: String?
  private let target: any RunningTarget

  init(_ composer: RequestComposer, of name: String?, _ target: any RunningTarget) {
    current = Mutex(composer)
    (self.name, self.target) = (name, target)
  }

  var composer: RequestComposer { current.withLock { $0 } }

  /// Takes over what the target has renewed.
  /// - Throws: `TargetError`.
  func renew() async throws {
    guard target.renewsIdentities else { return }
    let renewed = try await target.renewedIdentities()
    guard !renewed.isEmpty else { return }
    current.withLock { composer in
      let others = composer.others.merging(renewed) { _, new in new }
      let identity = name.flatMap { renewed[$0] } ?? composer.identity
      composer = RequestComposer(model: composer.model, identity: identity, others: others)
    }
  }
}
