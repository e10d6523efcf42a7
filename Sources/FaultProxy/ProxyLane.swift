import NIOCore

/// One direction of one proxied connection: a queue of what came in and has not gone out. Confined to the proxy's event loop.
final class ProxyLane {
  enum Content {
    case bytes(ByteBuffer)
    /// The source closed its side in order.
    case end
    /// The source reset.
    case reset
  }

  private struct Item {
    var content: Content
    var arrived: NIODeadline
    var due: NIODeadline
    var isDelayed: Bool
    var isCounted = false
  }

  /// Beyond this the source is no longer read, so that a peer cannot fill the memory.
  private static let highWater = 8 << 20

  let direction: FaultDirection
  weak var link: ProxyLink?
  var source: (any Channel)?
  var sink: (any Channel)?
  private let core: ProxyCore
  private var queue: [Item] = []
  private var queuedBytes = 0
  private var wakeUp: Scheduled<Void>?
  private var isPaused = false
  /// Bytes passed since the cutting fault with this identifier came into force.
  private var passed: (fault: Int, bytes: Int) = (-1, 0)
  private(set) var isDone = false

  init(_ direction: FaultDirection, core: ProxyCore) {
    self.direction = direction
    self.core = core
  }

  func receive(_ content: Content) {
    guard !isDone else { return }
    let now = NIODeadline.now()
    var delay: Int64 = 0
    if case .bytes(let buffer) = content {
      queuedBytes += buffer.readableBytes
      delay = core.faults.delay(direction)
    }
    let due = max(now + .nanoseconds(delay), queue.last?.due ?? now)
    queue.append(Item(content: content, arrived: now, due: due, isDelayed: delay > 0))
    pump()
    if queuedBytes > Self.highWater, !isPaused { setReading(false) }
  }

  /// Delivers what may go out now.
  func pump() {
    while !isDone, let item = queue.first {
      if core.faults.holds(direction) {
        countHeld()
        return
      }
      guard let sink, sink.isWritable || !sink.isActive else { return }
      guard item.due <= .now() else {
        schedule(item.due)
        return
      }
      queue.removeFirst()
      deliver(item, to: sink)
    }
    if isPaused, queuedBytes < Self.highWater / 2 { setReading(true) }
  }

  /// What waits for its delay goes out at once: the latency was healed.
  func hurry() {
    let now = NIODeadline.now()
    for index in queue.indices { queue[index].due = min(queue[index].due, now) }
    pump()
  }

  func stop() {
    isDone = true
    for item in queue { countDelay(item) }
    queue = []
    queuedBytes = 0
    wakeUp?.cancel()
  }

  private func deliver(_ item: Item, to sink: any Channel) {
    switch item.content {
    case .bytes(let buffer):
      queuedBytes -= buffer.readableBytes
      countDelay(item)
      forward(buffer, to: sink)
    case .end:
      isDone = true
      link?.ended(self)
    case .reset:
      isDone = true
      link?.reset(byFault: false)
    }
  }

  private func forward(_ buffer: ByteBuffer, to sink: any Channel) {
    var buffer = buffer
    if let fault = core.faults.cutAfter(direction) {
      if passed.fault != fault.id { passed = (fault.id, 0) }
      let left = max(0, fault.bytes - passed.bytes)
      let isLast = buffer.readableBytes >= left
      let part = buffer.readSlice(length: min(left, buffer.readableBytes)) ?? ByteBuffer()
      passed.bytes += part.readableBytes
      count(part.readableBytes)
      if !isLast {
        sink.writeAndFlush(part, promise: nil)
        return
      }
      let link = link
      // The cut waits for the socket to have taken the bytes before it.
      sink.writeAndFlush(part).assumeIsolated().whenComplete { _ in link?.reset(byFault: true) }
      isDone = true
      return
    }
    count(buffer.readableBytes)
    sink.writeAndFlush(buffer, promise: nil)
  }

  private func count(_ bytes: Int) {
    if direction == .toUpstream { core.counters.bytesToUpstream += bytes } else { core.counters.bytesToClient += bytes }
  }

  /// A chunk was kept back until now, whether it is delivered or its connection ends before.
  private func countDelay(_ item: Item) {
    guard item.isDelayed, case .bytes = item.content else { return }
    core.counters.chunksDelayed += 1
    core.counters.delayNanoseconds += (NIODeadline.now() - item.arrived).nanoseconds
  }

  private func countHeld() {
    for index in queue.indices where !queue[index].isCounted {
      queue[index].isCounted = true
      if case .bytes(let buffer) = queue[index].content { core.counters.bytesHeld += buffer.readableBytes }
    }
  }

  private func schedule(_ due: NIODeadline) {
    wakeUp?.cancel()
    wakeUp = core.loop.assumeIsolated().scheduleTask(deadline: due) { [weak self] in self?.pump() }
  }

  private func setReading(_ reads: Bool) {
    isPaused = !reads
    source?.setOption(.autoRead, value: reads).whenFailure { _ in
      // The source is closed: there is nothing to read or to hold back.
    }
  }
}
