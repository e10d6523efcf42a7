import Glibc
import NIOCore
import NIOPosix

/// The state of a proxy, confined to its event loop: connections, faults and counters change in one place, in order.
final class ProxyCore {
  let loop: any EventLoop
  private let upstreamHost: String
  private let upstreamPort: Int
  private let connectTimeout: TimeAmount
  private(set) var faults = ActiveFaults()
  var counters = FaultCounters()
  private var links: [Int: ProxyLink] = [:]
  private var lastConnection = 0

  init(loop: any EventLoop, upstreamHost: String, upstreamPort: Int, connectTimeout: TimeAmount) {
    self.loop = loop
    self.upstreamHost = upstreamHost
    self.upstreamPort = upstreamPort
    self.connectTimeout = connectTimeout
  }

  var openConnections: Int { links.count }

  // MARK: Connections

  /// Takes a connection that was just accepted.
  func accept(_ channel: any Channel) throws {
    lastConnection += 1
    let number = lastConnection
    settle { $0.noteConnection(number) }
    if let refuser = faults.refuser(of: number) {
      count(refuser) { $0.refused += 1 }
      Self.reset(channel)
      return
    }
    counters.accepted += 1
    for (index, holder) in faults.holders(.toUpstream, of: number).enumerated() {
      count(holder, total: index == 0) { $0.connectionsHeld += 1 }
    }
    let link = ProxyLink(id: number, client: channel, core: self)
    links[number] = link
    try channel.pipeline.syncOperations.addHandler(ProxySideHandler(link: link, lane: link.toUpstream))
    link.connectUnlessHeld()
  }

  func connectUpstream(for link: ProxyLink) -> EventLoopFuture<any Channel> {
    let bound = NIOLoopBound(link, eventLoop: loop)
    return ClientBootstrap(group: loop)
      .connectTimeout(connectTimeout)
      .channelOption(.socketOption(.tcp_nodelay), value: 1)
      .channelOption(.allowRemoteHalfClosure, value: true)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(ProxySideHandler(link: bound.value, lane: bound.value.toClient))
        }
      }
      .connect(host: upstreamHost, port: upstreamPort)
  }

  func forget(_ link: ProxyLink) { links[link.id] = nil }

  func closeAll() {
    for link in sorted { link.reset() }
  }

  private var sorted: [ProxyLink] { links.values.sorted { $0.id < $1.id } }

  // MARK: Faults

  /// Puts a fault in force; what it does to existing connections is done when this returns.
  func apply(_ id: Int, _ fault: Fault, _ schedule: FaultSchedule) {
    let entry = FaultEntry(id: id, fault: fault, schedule: schedule, lastConnection: lastConnection)
    faults.add(entry)
    if entry.phase == .inForce { strike(entry) }
  }

  /// Takes a fault out of force, and delivers what only it held back.
  ///
  /// - Returns: what it did, with what it kept back until now.
  func heal(_ id: Int) -> FaultCounters {
    guard let entry = faults.entry(id) else { return FaultCounters() }
    faults.remove(id)
    for link in sorted { link.release(entry) }
    return entry.effect
  }

  /// Adds to what a fault did, and to what the proxy did.
  /// - Parameter total: false where another fault in force has counted the same.
  func count(_ entry: FaultEntry, total: Bool = true, _ change: (inout FaultCounters) -> Void) {
    change(&entry.effect)
    if total { change(&counters) }
  }

  func count(_ id: Int, _ change: (inout FaultCounters) -> Void) {
    if let entry = faults.entry(id) { count(entry, change) }
  }

  /// What a fault does once, to the connections that there are.
  private func strike(_ entry: FaultEntry) {
    for link in sorted where entry.meets(link.id) {
      switch entry.fault {
      case .cut, .down: link.end(.reset, by: entry)
      case .close: link.end(.close, by: entry)
      case .halfOpen(let lost): link.loseEnd(lost, by: entry)
      case .latency, .bandwidth, .slice, .slowClose, .refuse, .closePort, .blackhole, .cutAfter, .http: return
      }
    }
  }

  // MARK: Schedules

  /// A client spoke for the first time or after its server had.
  func requestBegan() {
    settle { $0.noteRequest(lastConnection: lastConnection) }
  }

  /// Bytes were delivered.
  func passed(_ bytes: Int, _ direction: FaultDirection, on connection: Int) {
    if direction == .toUpstream { counters.bytesToUpstream += bytes } else { counters.bytesToClient += bytes }
    settle { $0.noteBytes(bytes, direction, on: connection, lastConnection: lastConnection) }
  }

  /// How many bytes may pass before a fault begins or ends; nil for any number.
  func bytesLeft(_ direction: FaultDirection, on link: ProxyLink?) -> Int? {
    guard let link else { return nil }
    let changes = faults.entries.compactMap { $0.bytesLeft(direction, on: link.id) }
    return (changes + [link.bytesBeforeCut(direction)].compactMap { $0 }).min()
  }

  /// Lets every fault count, and does what follows for those that begin or end by it.
  private func settle(_ note: (FaultEntry) -> Bool) {
    for entry in faults.entries where note(entry) {
      guard entry.phase == .over else {
        strike(entry)
        continue
      }
      // Later in the same turn: a lane may be in the middle of its delivery.
      let ended = NIOLoopBound((core: self, entry: entry), eventLoop: loop)
      loop.execute {
        for link in ended.value.core.sorted { link.release(ended.value.entry) }
      }
    }
  }

  /// Closes a socket with RST: lingering for zero seconds throws away what is unsent (socket(7), `SO_LINGER`).
  static func reset(_ channel: any Channel) {
    let options = channel as? any SocketOptionProvider
    options?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenFailure { _ in
      // The socket is closed already.
    }
    channel.close(promise: nil)
  }
}
