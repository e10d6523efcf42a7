import NIOCore

/// One client connection and its upstream connection. Confined to the proxy's event loop.
final class ProxyLink {
  let id: Int
  let client: any Channel
  private(set) var upstream: (any Channel)?
  let toUpstream: ProxyLane
  let toClient: ProxyLane
  private let core: ProxyCore
  private var isClosed = false
  private var isConnecting = false

  init(id: Int, client: any Channel, core: ProxyCore) {
    self.id = id
    self.client = client
    self.core = core
    toUpstream = ProxyLane(.toUpstream, core: core)
    toClient = ProxyLane(.toClient, core: core)
    toUpstream.link = self
    toClient.link = self
    toUpstream.source = client
    toClient.sink = client
  }

  /// Makes the upstream connection unless a fault holds it back or it is there.
  func connectUnlessHeld() {
    guard !isClosed, !isConnecting, upstream == nil, !core.faults.holdsNew else { return }
    isConnecting = true
    core.connectUpstream(for: self).assumeIsolated().whenComplete { [weak self] result in
      guard let self else {
        if case .success(let channel) = result { channel.close(promise: nil) }
        return
      }
      connected(result)
    }
  }

  private func connected(_ result: Result<any Channel, any Error>) {
    switch result {
    case .success(let channel):
      guard !isClosed else {
        channel.close(promise: nil)
        return
      }
      upstream = channel
      toUpstream.sink = channel
      toClient.source = channel
      pump()
    case .failure:
      if !isClosed { core.counters.upstreamFailures += 1 }
      reset(byFault: false)
    }
  }

  func pump() {
    toUpstream.pump()
    toClient.pump()
  }

  /// A lane delivered its end of stream.
  func ended(_ lane: ProxyLane) {
    lane.sink?.close(mode: .output, promise: nil)
    guard toUpstream.isDone, toClient.isDone else { return }
    finish()
    client.close(promise: nil)
    upstream?.close(promise: nil)
  }

  /// Resets both sides.
  func reset(byFault: Bool) {
    guard !isClosed else { return }
    if byFault { core.counters.cut += 1 }
    finish()
    ProxyCore.reset(client)
    if let upstream { ProxyCore.reset(upstream) }
  }

  private func finish() {
    isClosed = true
    toUpstream.stop()
    toClient.stop()
    core.forget(self)
  }
}
