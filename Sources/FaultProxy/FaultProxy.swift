import Glibc
import NIOCore
import NIOPosix

/// A TCP proxy before one dependency, on a loopback port of its own, that delays, cuts, holds back and heals, and counts what it did.
///
/// Applying and healing is complete when the call returns, and happens in the order of the calls.
public actor FaultProxy {
  /// A fault that is in force.
  public struct Applied: Sendable, Hashable {
    public let id: Int
    public let fault: Fault
  }

  public nonisolated let host = "127.0.0.1"
  /// The port to connect to instead of the dependency's. It stays the same for the life of the proxy.
  public nonisolated let port: Int

  private let group: MultiThreadedEventLoopGroup
  private let core: NIOLoopBoundBox<ProxyCore>
  private let reservation: PortReservation
  private var listener: (any Channel)?
  private var inForce: [Int: Fault] = [:]
  private var nextID = 0
  private var isStopped = false

  /// Starts a proxy before `upstreamHost:upstreamPort`; the dependency need not be there yet.
  public static func start(upstreamHost: String, upstreamPort: Int, connectTimeout: Duration = .seconds(5)) async throws -> FaultProxy {
    let proxy = try FaultProxy(upstreamHost: upstreamHost, upstreamPort: upstreamPort, connectTimeout: connectTimeout)
    do {
      try await proxy.listen()
      return proxy
    } catch {
      await proxy.stop()
      throw FaultProxyError.cannotListen("\(error)")
    }
  }

  private init(upstreamHost: String, upstreamPort: Int, connectTimeout: Duration) throws {
    reservation = try PortReservation()
    port = reservation.port
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let loop = group.next()
    core = NIOLoopBoundBox.makeBoxSendingValue(
      ProxyCore(
        loop: loop, upstreamHost: upstreamHost, upstreamPort: upstreamPort, connectTimeout: .nanoseconds(connectTimeout.wholeNanoseconds)),
      eventLoop: loop)
  }

  /// Puts a fault in force, or makes it wait for what its schedule says. Resets that it asks for have been sent when this returns.
  public func apply(_ fault: Fault, _ schedule: FaultSchedule = .always) async throws -> Applied {
    guard !isStopped else { throw FaultProxyError.stopped }
    try FaultRules.check(fault, schedule)
    nextID += 1
    let id = nextID
    inForce[id] = fault
    try await onLoop { $0.apply(id, fault, schedule) }
    if fault == .closePort {
      try await listener?.close().get()
      listener = nil
      await probe(id)
    }
    return Applied(id: id, fault: fault)
  }

  /// Ends a fault: what it held back is on its way when this returns, and the port is open again.
  ///
  /// - Returns: what the fault did while it was in force.
  @discardableResult
  public func heal(_ applied: Applied) async throws -> FaultEvidence {
    guard inForce[applied.id] == applied.fault else { throw FaultProxyError.notInForce(id: applied.id) }
    inForce[applied.id] = nil
    let effect = try await onLoop { $0.heal(applied.id) }
    if listener == nil, !isStopped, !inForce.values.contains(.closePort) {
      do {
        try await listen()
      } catch {
        throw FaultProxyError.cannotReopen(port: port, "\(error)")
      }
    }
    return FaultEvidence(fault: applied.fault, counters: effect)
  }

  /// Heals every fault in force, the last applied first.
  @discardableResult
  public func healAll() async throws -> [FaultEvidence] {
    var evidence: [FaultEvidence] = []
    for (id, fault) in inForce.sorted(by: { $0.key > $1.key }) {
      evidence.append(try await heal(Applied(id: id, fault: fault)))
    }
    return evidence
  }

  /// What the proxy has done since it was started.
  public func counters() async -> FaultCounters {
    (try? await onLoop { $0.counters }) ?? FaultCounters()
  }

  /// Connections open at this moment.
  public func openConnections() async -> Int {
    (try? await onLoop { $0.openConnections }) ?? 0
  }

  /// Resets every connection and closes the port for good. Calls after the first do nothing.
  public func stop() async {
    guard !isStopped else { return }
    try? await onLoop { $0.closeAll() }
    isStopped = true
    inForce = [:]
    // Errors of closing say that it was closed.
    try? await listener?.close().get()
    try? await group.shutdownGracefully()
  }

  private func listen() async throws {
    listener = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelOption(ChannelOptions.socketOption(.init(rawValue: SO_REUSEPORT)), value: 1)
      .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelInitializer { [core] channel in
        channel.eventLoop.makeCompletedFuture { try core.value.accept(channel) }
      }
      .bind(host: host, port: port)
      .get()
  }

  /// Tries the closed port, so that there is a proof that it is closed.
  private func probe(_ id: Int) async {
    let attempt = ClientBootstrap(group: group).connectTimeout(.seconds(1)).connect(host: host, port: port)
    do {
      try await attempt.get().close().get()
    } catch {
      try? await onLoop { core in core.count(id) { $0.probesRefused += 1 } }
    }
  }

  private func onLoop<Result: Sendable>(_ body: @escaping @Sendable (ProxyCore) throws -> Result) async throws -> Result {
    guard !isStopped else { throw FaultProxyError.stopped }
    return try await core.eventLoop.submit { [core] in try body(core.value) }.get()
  }
}
