import Dispatch
import Synchronization

/// One connection to a PostgreSQL server.
///
/// The actor runs on a serial queue of its own, where dispatch sources on libpq's socket also report; libpq is driven in its
/// non-blocking mode only, so that no thread ever waits for the network. Statements run in the order of the calls.
///
/// Every wait has a deadline. When a statement's deadline passes, or its task is cancelled while it runs, the state of the
/// conversation is unknown: the connection is closed, the server is asked to stop the statement, and the error says so. A transaction
/// that was open is rolled back by the server. A statement that still waited for its turn is only taken out of the queue.
public actor PostgresConnection {
  /// How many statements may wait for their turn.
  static let maximumWaiting = 1024
  private static let unwatchable = PostgresError.connectionLost(reason: "its socket can't be watched: too many files are open")

  public nonisolated let configuration: PostgresConfiguration
  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  nonisolated let executor = QueueExecutor(label: "gatehouse.postgres.connection")
  nonisolated let health = Atomic<ConnectionHealth>(.closed)

  private let queryTimeout: Duration
  private var handle: LibPQHandle?
  private var opening: CheckedContinuation<Void, any Error>?
  private var openingDeadline: ContinuousClock.Instant?
  private var openingLimit = Duration.zero
  private var readWatch: SocketWatch?
  private var writeWatch: SocketWatch?
  private var timer: DeadlineTimer?
  private var running: PendingQuery?
  private var waiting: [PendingQuery] = []
  private var nextID = 0
  private var subscribers = NotificationSubscribers()
  private var reasonOfEnd: PostgresError = .closed

  private init(_ configuration: PostgresConfiguration, queryTimeout: Duration) {
    self.configuration = configuration
    self.queryTimeout = queryTimeout
  }

  isolated deinit {
    end(PostgresError.closed)
  }

  /// Connects and logs in, within ``PostgresConfiguration/connectTimeout``.
  /// - Parameter queryTimeout: the limit of a statement for which none is given.
  /// - Throws: ``PostgresError/connectionFailed(server:reason:)``, ``PostgresError/timeout(operation:limit:)``.
  public static func connect(
    _ configuration: PostgresConfiguration, queryTimeout: Duration = .seconds(30)
  ) async throws -> PostgresConnection {
    try await connect(configuration, queryTimeout: queryTimeout, within: configuration.connectTimeout)
  }

  static func connect(
    _ configuration: PostgresConfiguration, queryTimeout: Duration, within limit: Duration
  ) async throws -> PostgresConnection {
    let connection = PostgresConnection(configuration, queryTimeout: queryTimeout)
    try await connection.open(within: Swift.min(limit, configuration.connectTimeout))
    return connection
  }

  /// True until it is closed or lost.
  public var isOpen: Bool { handle != nil }

  /// The server's version as a number, such as 150020 for 15.20; 0 when closed.
  public var serverVersion: Int { handle?.serverVersion ?? 0 }

  /// The process that serves this connection, as in `pg_stat_activity`; 0 when closed.
  public var serverProcessID: Int32 { handle?.serverProcessID ?? 0 }

  /// Whether a transaction is open, also one that failed.
  public var isInTransaction: Bool { handle?.isInTransaction ?? false }

  /// Closes the connection. A running statement ends with ``PostgresError/closed``; closing again does nothing.
  public func close() {
    end(PostgresError.closed)
  }

  // MARK: Statements

  /// Sends a statement and waits for its end. With `shielded`, cancellation of the task doesn't end it; the deadline always does.
  func run(_ statement: Statement, timeout: Duration?, shielded: Bool = false) async throws -> QueryResult {
    if !shielded { try Task.checkCancellation() }
    guard handle != nil else { throw reasonOfEnd }
    guard waiting.count < Self.maximumWaiting else {
      throw PostgresError.invalidParameter(reason: "\(Self.maximumWaiting) statements already wait on this connection; use a pool")
    }
    let id = nextID
    nextID += 1
    let limit = timeout ?? queryTimeout
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        enqueue(PendingQuery(id: id, statement: statement, limit: limit, continuation: continuation))
      }
    } onCancel: {
      // Runs after the statement was put into the queue, as both happen on the connection's queue.
      if !shielded { onQueue { $0.cancelQuery(id) } }
    }
  }

  private func enqueue(_ query: PendingQuery) {
    waiting.append(query)
    timer?.arm(for: query.deadline)
    startNext()
  }

  private func startNext() {
    guard running == nil, !waiting.isEmpty, let handle else { return }
    let next = waiting.removeFirst()
    running = next
    guard handle.send(next.statement) else { return end(PostgresError.connectionLost(reason: handle.errorMessage)) }
    flush()
  }

  private func flush() {
    guard let handle else { return }
    switch handle.flush() {
    case .failed:
      end(PostgresError.connectionLost(reason: handle.errorMessage))
    case .wantsWrite where writeWatch == nil:
      writeWatch = SocketWatch(.writable, of: handle.socket, on: executor.queue) { [weak self] in
        self?.assumeIsolated { $0.socketIsWritable() }
      }
      if writeWatch == nil { end(Self.unwatchable) }
    default:
      break
    }
  }

  private func socketIsWritable() {
    writeWatch?.cancel()
    writeWatch = nil
    flush()
  }

  private func socketIsReadable() {
    guard let handle else { return }
    let alive = handle.consumeInput()
    absorbResults()
    while let notification = handle.nextNotification() { subscribers.deliver(notification) }
    if !alive || handle.hasFailed {
      end(PostgresError.connectionLost(reason: running?.failure?.message ?? handle.errorMessage))
    } else if running != nil {
      flush()
    }
  }

  private func absorbResults() {
    while let handle, let query = running, !handle.hasFailed, !handle.isBusy {
      guard let result = handle.nextResult() else {
        running = nil
        noteHealth()
        query.succeedOrFail()
        startNext()
        continue
      }
      do {
        try query.absorb(result, maximumBytes: configuration.maximumResultBytes)
      } catch {
        end(error)
      }
    }
  }

  private func cancelQuery(_ id: Int) {
    if running?.id == id {
      end(CancellationError())
    } else if let index = waiting.firstIndex(where: { $0.id == id }) {
      waiting.remove(at: index).fail(CancellationError())
    }
  }

  // MARK: Opening

  private func open(within limit: Duration) async throws {
    let deadline = ContinuousClock.now + limit
    let addresses = try await HostResolver.addresses(of: configuration.host, address: configuration.server, within: limit)
    try Task.checkCancellation()
    guard let handle = LibPQHandle(keywords: configuration.keywords(addresses: addresses)) else {
      throw PostgresError.connectionFailed(server: configuration.server, reason: "out of memory")
    }
    self.handle = handle
    timer = DeadlineTimer(queue: executor.queue) { [weak self] in self?.assumeIsolated { $0.checkDeadlines() } }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        opening = continuation
        openingDeadline = deadline
        openingLimit = limit
        timer?.arm(for: deadline)
        handle.hasFailed ? failToOpen() : awaitSocket(.wantsWrite)
      }
    } onCancel: {
      onQueue { if $0.opening != nil { $0.end(CancellationError()) } }
    }
  }

  private func failToOpen() {
    let reason = handle?.errorMessage ?? ""
    end(PostgresError.connectionFailed(server: configuration.server, reason: reason.isEmpty ? "no reason given" : reason))
  }

  private func continueOpening() {
    guard opening != nil, let handle else { return }
    switch handle.poll() {
    case .failed: failToOpen()
    case .done: finishOpening(handle)
    case let wish: awaitSocket(wish)
    }
  }

  /// Waits once; libpq may use another socket at the next step, so the watch is gone before it.
  private func awaitSocket(_ wish: LibPQHandle.Progress) {
    guard let handle else { return }
    let event: SocketWatch.Event = wish == .wantsRead ? .readable : .writable
    let watch = SocketWatch(event, of: handle.socket, on: executor.queue) { [weak self] in
      self?.assumeIsolated { $0.dropWatches() }
    } onEnd: { [weak self] in
      self?.assumeIsolated { $0.continueOpening() }
    }
    guard let watch else { return end(Self.unwatchable) }
    readWatch = watch
  }

  private func dropWatches() {
    readWatch?.cancel()
    writeWatch?.cancel()
    readWatch = nil
    writeWatch = nil
  }

  private func finishOpening(_ handle: LibPQHandle) {
    readWatch = SocketWatch(.readable, of: handle.socket, on: executor.queue) { [weak self] in
      self?.assumeIsolated { $0.socketIsReadable() }
    }
    guard readWatch != nil else { return end(Self.unwatchable) }
    noteHealth()
    openingDeadline = nil
    let continuation = opening
    opening = nil
    continuation?.resume()
  }

  // MARK: Deadlines and the end

  private func checkDeadlines() {
    let now = ContinuousClock.now
    if let openingDeadline, openingDeadline <= now {
      let operation = "connect to \(configuration.server)"
      return end(PostgresError.timeout(operation: operation, limit: openingLimit))
    }
    let late = waiting.filter { $0.deadline <= now }
    waiting.removeAll { $0.deadline <= now }
    for query in late {
      query.fail(PostgresError.timeout(operation: "wait for earlier statements of the connection", limit: query.limit))
    }
    if let running, running.deadline <= now {
      return end(PostgresError.timeout(operation: running.statement.excerpt, limit: running.limit))
    }
    timer?.rearm(for: (waiting.map(\.deadline) + [running?.deadline, openingDeadline].compactMap { $0 }).min())
  }

  /// Closes the connection for a reason, and lets everybody who waits know it.
  private func end(_ error: any Error) {
    guard let handle else { return }
    self.handle = nil
    health.store(.closed, ordering: .releasing)
    if error as? PostgresError != .closed { reasonOfEnd = .connectionLost(reason: "it was closed after: \(error)") }
    let request = running == nil || handle.hasFailed ? nil : handle.makeCancelRequest()
    dropWatches()
    timer?.cancel()
    timer = nil
    openingDeadline = nil
    opening?.resume(throwing: error)
    opening = nil
    running?.fail(error)
    running = nil
    let stranded = waiting
    waiting = []
    for query in stranded { query.fail(reasonOfEnd) }
    subscribers.finish(throwing: reasonOfEnd == .closed ? nil : reasonOfEnd)
    request?.send()
  }

  private func noteHealth() {
    guard let handle else { return }
    health.store(handle.isInTransaction || subscribers.everUsed ? .inUse : .clean, ordering: .releasing)
  }

  private nonisolated func onQueue(_ action: @escaping @Sendable (isolated PostgresConnection) -> Void) {
    executor.queue.async { self.assumeIsolated(action) }
  }

  // MARK: Notifications

  /// Subscribes; the channels' LISTEN must follow.
  func subscribe(to channels: Set<String>) -> (id: Int, stream: AsyncThrowingStream<PostgresNotification, any Error>) {
    let (id, stream, onEnd) = subscribers.add(channels)
    onEnd { [weak self] in self?.onQueue { $0.unsubscribe(id) } }
    noteHealth()
    return (id, stream)
  }

  func unsubscribe(_ id: Int) {
    subscribers.remove(id)
  }
}
