import NIOCore

/// One client connection and its upstream connection. Confined to the proxy's event loop.
final class ProxyLink {
  private struct HalfOpen {
    var entry: FaultEntry
    var lost: FaultEnd
    var bytesSwallowed = 0
    /// The fault is over: the next byte is answered with a reset.
    var isOver = false
  }

  /// After an orderly end, so long is waited for the peers to end as well.
  private static let patience = TimeAmount.seconds(5)

  /// Counts from 1 in the order in which connections were accepted, refused ones included.
  let id: Int
  let client: any Channel
  private(set) var upstream: (any Channel)?
  let toUpstream: ProxyLane
  let toClient: ProxyLane
  private let core: ProxyCore
  private(set) var isClosed = false
  private var isConnecting = false
  private var halfOpen: HalfOpen?
  /// Bytes passed since a cutting fault came into force, by its identifier.
  private var passed: [Int: Int] = [:]
  private var clientSpokeLast = false
  private var requests: HTTPRequestReader?
  private var isForeign = false

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

  // MARK: Connecting

  /// Makes the upstream connection unless a fault holds it back or it is there.
  func connectUnlessHeld() {
    guard !isClosed, !isConnecting, upstream == nil, halfOpen == nil else { return }
    guard core.faults.holders(.toUpstream, of: id).isEmpty else { return }
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
      guard !isClosed, halfOpen == nil else { return ProxyCore.reset(channel) }
      upstream = channel
      toUpstream.sink = channel
      toClient.source = channel
      pump()
    case .failure:
      guard !isClosed, halfOpen == nil else { return }
      core.counters.upstreamFailures += 1
      reset()
    }
  }

  func pump() {
    toUpstream.pump()
    toClient.pump()
  }

  // MARK: Traffic

  /// Something came from one side.
  func received(_ content: ProxyLane.Content, on lane: ProxyLane) {
    guard !isClosed else { return }
    if case .bytes = content, lane === toUpstream, !clientSpokeLast {
      clientSpokeLast = true
      toClient.slicing = nil
      if requests == nil, !isForeign, core.faults.readsRequests { requests = HTTPRequestReader() }
      core.requestBegan()
      guard !isClosed else { return }
    }
    if halfOpen != nil { return swallow(content, on: lane) }
    if lane === toClient {
      if case .bytes = content { clientSpokeLast = false }
      return lane.receive(content)
    }
    guard requests != nil else { return lane.receive(content) }
    if case .bytes(let buffer) = content {
      read(buffer)
    } else {
      if let kept = requests?.flush() { lane.receive(.bytes(kept)) }
      lane.receive(content)
    }
  }

  private func read(_ buffer: ByteBuffer) {
    guard var reader = requests else { return }
    let outputs = reader.feed(buffer) { [core, id, toClient] head in
      guard let entry = core.faults.answerer(of: head, on: id) else { return nil }
      core.count(entry) { $0.answersReplaced += 1 }
      guard case .http(let fault) = entry.fault, case .dribble(let bytes, let gap) = fault.answer else { return entry }
      toClient.slicing = Slicing(entry: entry, bytes: bytes, gap: gap.wholeNanoseconds)
      return nil
    }
    requests = reader
    if reader.isForeign {
      isForeign = true
      requests = nil
    }
    for output in outputs where !isClosed {
      switch output {
      case .pass(let part): toUpstream.receive(.bytes(part))
      case .answer(let head, let entry):
        guard case .http(let fault) = entry.fault else { continue }
        answer(HTTPAnswer(fault.answer, to: head))
      }
    }
    endReading()
  }

  private func answer(_ answer: HTTPAnswer) {
    clientSpokeLast = false
    if !answer.bytes.isEmpty { toClient.receive(.bytes(ByteBuffer(string: answer.bytes))) }
    if answer.ends { toClient.receive(.end) }
  }

  private func endReading() {
    if requests?.isIdle == true, !core.faults.readsRequests { requests = nil }
  }

  /// A lane delivered its end of stream.
  func ended(_ lane: ProxyLane) {
    lane.sink?.close(mode: .output, promise: nil)
    guard toUpstream.isDone, toClient.isDone else { return }
    finish()
    client.close(promise: nil)
    upstream?.close(promise: nil)
  }

  // MARK: Faults

  /// How many bytes may pass before a fault ends the connection; nil for any number.
  func bytesBeforeCut(_ direction: FaultDirection) -> Int? {
    core.faults.cutters(direction, of: id).map { max(0, $0.bytes - passed[$0.entry.id, default: 0]) }.min()
  }

  /// Counts bytes that pass.
  /// - Returns: the fault that ends the connection behind them.
  func cut(afterPassing bytes: Int, _ direction: FaultDirection) -> (entry: FaultEntry, ending: FaultEnding)? {
    var end: (entry: FaultEntry, ending: FaultEnding)?
    for cutter in core.faults.cutters(direction, of: id) {
      passed[cutter.entry.id, default: 0] += bytes
      if end == nil, passed[cutter.entry.id, default: 0] >= cutter.bytes { end = (cutter.entry, cutter.ending) }
    }
    return end
  }

  /// A fault is over.
  func release(_ entry: FaultEntry) {
    guard !isClosed else { return }
    if halfOpen?.entry === entry {
      halfOpen?.isOver = true
      if halfOpen?.bytesSwallowed != 0 { return reset() }
    }
    if case .http = entry.fault, requests != nil, !core.faults.readsRequests {
      if let kept = requests?.flush() {
        requests = nil
        toUpstream.receive(.bytes(kept))
      }
      endReading()
    }
    connectUnlessHeld()
    toUpstream.release(entry)
    toClient.release(entry)
  }

  /// One end is gone; the other is not told.
  func loseEnd(_ lost: FaultEnd, by entry: FaultEntry) {
    guard !isClosed, halfOpen == nil else { return }
    core.count(entry) { $0.halfOpened += 1 }
    halfOpen = HalfOpen(entry: entry, lost: lost)
    toUpstream.stop()
    toClient.stop()
    guard let gone = lost == .client ? client : upstream else { return }
    ProxyCore.reset(gone)
  }

  private func swallow(_ content: ProxyLane.Content, on lane: ProxyLane) {
    guard var state = halfOpen, (lane === toUpstream) == (state.lost == .upstream) else { return }
    switch content {
    case .bytes(let buffer):
      if state.isOver { return reset() }
      state.bytesSwallowed += buffer.readableBytes
      halfOpen = state
      core.count(state.entry) { $0.bytesSwallowed += buffer.readableBytes }
    case .end, .reset: reset()
    }
  }

  /// A fault ends the connection.
  func end(_ ending: FaultEnding, by entry: FaultEntry) {
    guard !isClosed else { return }
    core.count(entry) { $0.cut += 1 }
    if ending == .reset { return reset() }
    finish()
    for channel in [client, upstream].compactMap({ $0 }) {
      channel.close(mode: .output, promise: nil)
      // Closing a socket with unread bytes would reset it: the peer goes first, if it goes in time.
      core.loop.scheduleTask(in: Self.patience) { channel.close(promise: nil) }
    }
  }

  /// Resets both sides.
  func reset() {
    guard !isClosed else { return }
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
