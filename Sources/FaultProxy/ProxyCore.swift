import Glibc
import NIOCore
import NIOPosix

/// The state of a proxy, confined to its event loop: connections, faults and counters change in one place, in order.
final class ProxyCore {
  let loop: any EventLoop
  private let upstreamHost: String
  private let upstreamPort: Int
  private let connectTimeout: TimeAmount
  var faults = ActiveFaults()
  var counters = FaultCounters()
  private var links: [Int: ProxyLink] = [:]
  private var nextLink = 0

  init(loop: any EventLoop, upstreamHost: String, upstreamPort: Int, connectTimeout: TimeAmount) {
    self.loop = loop
    self.upstreamHost = upstreamHost
    self.upstreamPort = upstreamPort
    self.connectTimeout = connectTimeout
  }

  var openConnections: Int { links.count }

  /// Takes a connection that was just accepted.
  func accept(_ channel: any Channel) throws {
    if faults.refusesNew {
      counters.refused += 1
      Self.reset(channel)
      return
    }
    counters.accepted += 1
    if faults.holdsNew { counters.connectionsHeld += 1 }
    nextLink += 1
    let link = ProxyLink(id: nextLink, client: channel, core: self)
    links[link.id] = link
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

  /// Puts a fault in force; what it does to existing connections is done when this returns.
  func apply(_ id: Int, _ fault: Fault) {
    faults.add(id, fault)
    switch fault {
    case .cut, .down: for link in sorted { link.reset(byFault: true) }
    case .latency, .refuse, .closePort, .blackhole, .cutAfter: break
    }
  }

  /// Takes a fault out of force, and delivers what only it held back.
  ///
  /// - Returns: the counters at the end of the fault, chunks that were still on their way included.
  func heal(_ id: Int, _ fault: Fault) -> FaultCounters {
    let before = counters
    faults.remove(id)
    for link in sorted {
      link.connectUnlessHeld()
      if case .latency = fault {
        link.toUpstream.hurry()
        link.toClient.hurry()
      } else {
        link.pump()
      }
    }
    if case .latency = fault { return counters }
    return before
  }

  func forget(_ link: ProxyLink) { links[link.id] = nil }

  func closeAll() {
    for link in sorted { link.reset(byFault: false) }
  }

  private var sorted: [ProxyLink] { links.values.sorted { $0.id < $1.id } }

  /// Closes a socket with RST: lingering for zero seconds throws away what is unsent (socket(7), `SO_LINGER`).
  static func reset(_ channel: any Channel) {
    let options = channel as? any SocketOptionProvider
    options?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenFailure { _ in
      // The socket is closed already.
    }
    channel.close(promise: nil)
  }
}
