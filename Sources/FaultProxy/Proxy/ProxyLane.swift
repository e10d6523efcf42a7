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

  /// The part of the first chunk that goes out next.
  private struct Piece {
    var length: Int
    var start: NIODeadline
    var readyAt: NIODeadline
    var bandwidth: FaultEntry?
    var slicing: Slicing?
  }

  /// Beyond this the source is no longer read, so that a peer cannot fill the memory.
  private static let highWater = 8 << 20
  /// A bandwidth delivers what it lets through in this time at once.
  private static let tick: Int64 = 4_000_000

  let direction: FaultDirection
  weak var link: ProxyLink?
  var source: (any Channel)?
  var sink: (any Channel)?
  /// How the chunks that come in now are cut, on top of what faults do.
  var slicing: Slicing?
  private let core: ProxyCore
  private var queue = CircularBuffer<LaneItem>()
  private var queuedBytes = 0
  private var next: Piece?
  private var notBefore = NIODeadline.uptimeNanoseconds(0)
  /// When the line is free again, while one byte follows the other.
  private var lineFree: NIODeadline?
  private var wakeUp: Scheduled<Void>?
  private var isPaused = false
  private var isPumping = false
  private(set) var isDone = false

  init(_ direction: FaultDirection, core: ProxyCore) {
    self.direction = direction
    self.core = core
  }

  private var number: Int { link?.id ?? 0 }

  func receive(_ content: Content) {
    guard !isDone else { return }
    let now = NIODeadline.now()
    var item = LaneItem(content: content, arrived: now)
    switch content {
    case .bytes(let buffer):
      queuedBytes += buffer.readableBytes
      item.delays = core.faults.latencies(direction, of: number)
      item.slicing = slicing
    case .end: item.delays = core.faults.slowCloses(direction, of: number)
    case .reset: break
    }
    let delay = item.delays.reduce(0) { $0 + $1.nanoseconds }
    item.due = max(now + .nanoseconds(delay), queue.last?.due ?? now)
    queue.append(item)
    pump()
    if queuedBytes > Self.highWater, !isPaused { setReading(false) }
  }

  /// Delivers what may go out now.
  func pump() {
    guard !isPumping else { return }
    isPumping = true
    defer { isPumping = false }
    while !isDone, let item = queue.first {
      if isHeld() { return }
      guard let sink, sink.isWritable || !sink.isActive else { return }
      let now = NIODeadline.now()
      guard item.due <= now else { return schedule(item.due) }
      switch item.content {
      case .bytes(let buffer):
        var piece = next ?? self.piece(of: item, buffer.readableBytes, now)
        next = piece
        guard piece.readyAt <= now else { return schedule(piece.readyAt) }
        next = nil
        // Other connections may have used up what was left when the piece was cut.
        if let left = core.bytesLeft(direction, on: link) { piece.length = min(piece.length, left) }
        deliver(piece, of: buffer, to: sink, now)
      case .end:
        take(now)
        isDone = true
        link?.ended(self)
      case .reset:
        isDone = true
        link?.reset()
      }
    }
    if isPaused, queuedBytes < Self.highWater / 2 { setReading(true) }
  }

  /// A fault is over: what only it kept back goes out.
  func release(_ entry: FaultEntry) {
    let now = NIODeadline.now()
    for index in queue.indices { queue[index].release(entry, now, core) }
    if let piece = next {
      if piece.bandwidth === entry { countThrottled(piece, now) }
      next = nil
    }
    notBefore = now
    lineFree = nil
    if slicing?.entry === entry { slicing = nil }
    pump()
  }

  func stop() {
    isDone = true
    let now = NIODeadline.now()
    for item in queue { item.count(now, core) }
    if let next { countThrottled(next, now) }
    queue = []
    queuedBytes = 0
    wakeUp?.cancel()
    if isPaused { setReading(true) }
  }

  // MARK: Pieces

  private func piece(of item: LaneItem, _ available: Int, _ now: NIODeadline) -> Piece {
    var length = core.bytesLeft(direction, on: link).map { min(available, $0) } ?? available
    let slicing = [item.slicing, core.faults.slicing(direction, of: number)].compactMap { $0 }.min { $0.bytes < $1.bytes }
    if let slicing { length = min(length, slicing.bytes) }
    var start = max(now, notBefore)
    guard let (entry, rate) = core.faults.bandwidth(direction, of: number) else {
      lineFree = nil
      return Piece(length: length, start: start, readyAt: start, slicing: slicing)
    }
    length = min(length, max(1, Int(clamping: (Int64(rate) * Self.tick / 1_000_000_000))))
    // While one piece follows the other, the line has no pauses but those that were asked for.
    start = max(lineFree ?? now, notBefore)
    let nanoseconds = (Double(length) * 1e9 / Double(rate)).rounded(.up)
    let readyAt = start + .nanoseconds(Int64(nanoseconds))
    return Piece(length: length, start: start, readyAt: readyAt, bandwidth: entry, slicing: slicing)
  }

  private func deliver(_ piece: Piece, of buffer: ByteBuffer, to sink: any Channel, _ now: NIODeadline) {
    var rest = buffer
    let part = rest.readSlice(length: piece.length) ?? ByteBuffer()
    let isSliced = piece.slicing.map { queue[queue.startIndex].isSliced || buffer.readableBytes > $0.bytes } ?? false
    take(now, leaving: rest)
    queuedBytes -= piece.length
    countThrottled(piece, now)
    lineFree = piece.bandwidth != nil && !queue.isEmpty ? piece.readyAt : nil
    if isSliced, let slicing = piece.slicing {
      core.count(slicing.entry) { $0.slices += 1 }
      if rest.readableBytes > 0 {
        queue[queue.startIndex].isSliced = true
        notBefore = now + .nanoseconds(slicing.gap)
      }
    }
    if let end = link?.cut(afterPassing: piece.length, direction) {
      isDone = true
      // The end waits for the socket to have taken the bytes before it.
      let link = link
      sink.writeAndFlush(part).assumeIsolated().whenComplete { _ in link?.end(end.ending, by: end.entry) }
      core.passed(piece.length, direction, on: number)
      return
    }
    sink.writeAndFlush(part, promise: nil)
    core.passed(piece.length, direction, on: number)
  }

  /// Takes the first item out of the queue, but for a rest.
  private func take(_ now: NIODeadline, leaving rest: ByteBuffer? = nil) {
    queue[queue.startIndex].count(now, core)
    queue[queue.startIndex].delays = []
    if let rest, rest.readableBytes > 0 { queue[queue.startIndex].content = .bytes(rest) } else { queue.removeFirst() }
  }

  private func countThrottled(_ piece: Piece, _ now: NIODeadline) {
    guard let entry = piece.bandwidth else { return }
    core.count(entry) {
      $0.bytesThrottled += piece.length
      $0.delayNanoseconds += max(0, (now - piece.start).nanoseconds)
    }
  }

  // MARK: Waiting

  private func isHeld() -> Bool {
    let holders = core.faults.holders(direction, of: number)
    guard !holders.isEmpty else { return false }
    lineFree = nil
    for index in queue.indices { queue[index].hold(holders, core) }
    return true
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
