import GateKit

/// The running instances of the service: the one that all lanes call, and its successors where a call ended it.
actor ServiceInstances {
  typealias Opened = (target: any RunningTarget, session: ContractSession)

  /// A service that ends again and again is not started more often than this.
  private static let most = 12

  private let open: @Sendable () async throws -> Opened
  private var current: Opened?
  private var started = 0
  private var isStarting = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ open: @escaping @Sendable () async throws -> Opened) { self.open = open }

  /// An instance that runs, as far as is known.
  /// - Throws: ``ServiceDown`` when it was started too often, or what starting it throws.
  func living() async throws -> ContractSession {
    // Whoever starts an instance ends the wait, also when that fails.
    while isStarting { await withCheckedContinuation { waiting.append($0) } }
    if let current, !current.session.watch.isDown { return current.session }
    isStarting = true
    defer {
      isStarting = false
      for waiter in waiting { waiter.resume() }
      waiting = []
    }
    if let old = current {
      current = nil
      await Self.end(old)
    }
    let next = try await start()
    current = next
    return next.session
  }

  /// Runs something on an instance that nobody else calls.
  func withOne<Value: Sendable>(_ body: @Sendable (ContractSession) async throws -> Value) async throws -> Value {
    let own = try await start()
    do {
      let value = try await body(own.session)
      await Self.end(own)
      return value
    } catch {
      await Self.end(own)
      throw error
    }
  }

  /// Ends the instance that lanes call.
  func close() async {
    guard let last = current else { return }
    current = nil
    await Self.end(last)
  }

  private func start() async throws -> Opened {
    guard started < Self.most else { throw ServiceDown() }
    started += 1
    return try await open()
  }

  private static func end(_ instance: Opened) async {
    await instance.session.close()
    await instance.target.stop()
  }
}
