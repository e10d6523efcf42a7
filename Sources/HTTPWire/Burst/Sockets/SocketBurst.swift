import Glibc

/// A burst of HTTP/1.1 requests, each on a plain socket of its own, by one thread that does nothing else.
struct SocketBurst: Sendable {
  struct Member: Sendable {
    var index: Int
    var socket: SocketHandle
    var request: WireRequest
  }

  /// What became of a member, and of its connection.
  struct Answer: Sendable {
    var record: BurstRecord
    var isReusable: Bool
    /// What came behind a 101.
    var leftover: [UInt8]
  }

  let endpoint: WireEndpoint
  let options: Burst.Options
  /// In the order of their release.
  let members: [Member]
  let deadline: Duration

  /// Prepares, releases and collects; waits on the calling thread.
  /// - Throws: ``WireError`` where the burst cannot be prepared.
  /// - Returns: in the order of `members`.
  func run() throws -> [Answer] {
    let writer = SocketWriter(endpoint: endpoint)
    let prepared = WireInstant.now + options.connectTimeout
    var exchanges = members.map {
      SocketExchange(index: $0.index, socket: $0.socket, method: $0.request.method, limits: options.limits)
    }
    var frozen: FrozenProcess?
    var raised: RaisedThreads?
    if case .frozen(let process) = options.release {
      try process.freeze(endpoint)
      frozen = process
      raised = process.raised()
    }
    defer {
      raised?.lower()
      frozen?.thaw()
    }
    var block = ReleaseBlock()
    var held: [[UInt8]] = []
    for member in members {
      let (before, rest) = split(member.request)
      if !before.isEmpty { try writer.write(before, to: member.socket, before: prepared) }
      block.add(rest, to: member.socket)
      held.append(rest)
    }
    pause(options.settle)
    let stamps = ArrivalStamp()
    SenderPriority.raised {
      if let process = frozen {
        process.thaw()
        frozen = nil
        let now = WireInstant.now
        for index in exchanges.indices { exchanges[index].noteRelease(now) }
        return
      }
      let sent = block.send()
      for (index, sent) in sent.enumerated() {
        exchanges[index].noteRelease(sent.at, unsent: Array(held[index].dropFirst(max(0, sent.count))))
      }
    }
    SocketCollector.standBack(for: members.count)
    raised?.lower()
    raised = nil
    SocketCollector(endpoint: endpoint, stamps: stamps).collect(&exchanges, before: .now + deadline)
    return exchanges.map { exchange in
      Answer(record: exchange.record ?? lost(exchange), isReusable: exchange.isReusable, leftover: exchange.leftover)
    }
  }

  /// The bytes that go before the release, and those that it holds back.
  private func split(_ request: WireRequest) -> (before: [UInt8], held: [UInt8]) {
    let bytes = request.serialized(for: endpoint)
    let count: Int
    switch options.release {
    case .barrier: count = bytes.count
    case .lastHeaderByte: count = min(bytes.count, 1 + (request.rawBytes == nil ? request.body.count : 0))
    case .lastBytes(let wanted): count = min(bytes.count, max(1, wanted))
    case .frozen: count = 0
    case .lastFrames, .wholeFrames: count = 1
    }
    return (Array(bytes.dropLast(count)), Array(bytes.suffix(count)))
  }

  private func pause(_ duration: Duration) {
    if duration > .zero { usleep(UInt32(clamping: Int(duration / .microseconds(1)))) }
  }

  private func lost(_ exchange: SocketExchange) -> BurstRecord {
    BurstRecord(
      index: exchange.index, released: exchange.released, firstByte: nil, finished: .now,
      outcome: .failure(WireError(.timedOut, during: .awaitResponse, endpoint: endpoint, detail: "no response within the deadline")))
  }
}

extension WireInstant {
  static func + (left: WireInstant, right: Duration) -> WireInstant {
    let nanoseconds = right / .nanoseconds(1)
    guard nanoseconds > 0 else { return left }
    return WireInstant(nanoseconds: left.nanoseconds &+ UInt64(min(nanoseconds, 1e18)))
  }
}
