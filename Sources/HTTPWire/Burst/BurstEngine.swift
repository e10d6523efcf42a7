import Glibc
import NIOCore

/// Prepares and releases bursts over TLS, on event loops.
struct BurstEngine: Sendable {
  static let maximumRequests = 4096

  let endpoint: WireEndpoint
  let loops: WireLoops
  let options: Burst.Options

  /// `count` warm connections, spread evenly over the lanes.
  func connect(_ count: Int, reusing kept: [WireConnection], warmUp: WireRequest?) async throws -> [WireConnection] {
    guard (1...Self.maximumRequests).contains(count) else {
      throw WireError(
        .failed, during: .connect, endpoint: endpoint, detail: "a burst has 1 to \(Self.maximumRequests) requests, not \(count)")
    }
    var ready = Array(kept.prefix(count))
    for extra in kept.dropFirst(count) { await extra.close() }
    do {
      let lanes = loops.all.prefix(max(1, options.lanes))
      while ready.count < count {
        let lane = lanes[lanes.startIndex + ready.count % lanes.count]
        ready.append(
          try await WireConnection.connect(to: endpoint, on: lane, of: loops, within: options.connectTimeout, keepsDescriptor: true))
        if let warmUp, let fresh = ready.last {
          _ = try await fresh.exchange(warmUp, limits: options.limits, deadline: .now() + TimeAmount(options.connectTimeout))
        }
      }
      return ready
    } catch {
      for connection in ready { await connection.close() }
      throw error
    }
  }

  /// Sends the prefixes, waits, releases on every lane at the same instant, and collects the records in the order of `requests`.
  func run(_ requests: [WireRequest], on connections: [WireConnection], deadline: Duration) async throws -> [BurstRecord] {
    let pairs = Array(zip(requests, connections).enumerated()).map {
      Lane.Member(index: $0.offset, request: $0.element.0, connection: $0.element.1)
    }
    let lanes = Dictionary(grouping: pairs) { ObjectIdentifier($0.connection.loop) }.values.map { Lane(members: $0, options: options) }
    return try await withTaskCancellationHandler {
      var futures: [EventLoopFuture<[BurstRecord]>] = []
      for lane in lanes { futures.append(lane.prepare(endpoint: endpoint)) }
      try await pause(options.settle, on: connections)
      let start = NIODeadline.now() + .microseconds(300)
      for lane in lanes { lane.release(at: start, deadline: start + TimeAmount(deadline)) }
      var records: [BurstRecord] = []
      for future in futures { records += try await future.get() }
      return records.sorted { $0.index < $1.index }
    } onCancel: {
      for connection in connections { connection.abort() }
    }
  }

  private func pause(_ duration: Duration, on connections: [WireConnection]) async throws {
    guard let loop = connections.first?.loop else { return }
    try await loop.scheduleTask(in: TimeAmount(duration)) {}.futureResult.get()
  }
}

/// The part of a burst that one event loop releases.
final class Lane: Sendable {
  struct Member: Sendable {
    var index: Int
    var request: WireRequest
    var connection: WireConnection
  }

  private struct Progress {
    var released: [Int: WireInstant] = [:]
    var answeredDuringRelease: Set<Int> = []
    var records: [BurstRecord] = []
    var promise: EventLoopPromise<[BurstRecord]>
  }

  private let members: [Member]
  private let options: Burst.Options
  private let loop: any EventLoop
  private let progress: NIOLoopBoundBox<Progress>

  init(members: [Member], options: Burst.Options) {
    self.members = members
    self.options = options
    loop = members[0].connection.loop
    progress = .makeBoxSendingValue(Progress(promise: members[0].connection.loop.makePromise()), eventLoop: members[0].connection.loop)
  }

  /// Writes what goes out before the release. The future ends when the last record is there.
  func prepare(endpoint: WireEndpoint) -> EventLoopFuture<[BurstRecord]> {
    loop.flatSubmit { [self] in
      for member in members {
        let bytes = member.request.serialized(for: endpoint)
        let held: Int
        switch options.release {
        case .barrier: held = bytes.count
        case .lastHeaderByte: held = 1 + member.request.body.count
        case .lastBytes(let count): held = max(1, count)
        // Refused before: these are not released over TLS.
        case .lastFrames, .wholeFrames, .frozen: held = 1
        }
        member.connection.handler.begin(
          bytes, method: member.request.method, limits: options.limits, holdingBack: held, deadline: nil
        ) { [self] in record(member.index, $0) }
      }
      return progress.value.promise.futureResult
    }
  }

  /// At `start` writes the held-back bytes of every member as fast as it can, then looks which were answered meanwhile.
  func release(at start: NIODeadline, deadline: NIODeadline) {
    loop.execute { [self] in
      // A scheduled task would wake up to a millisecond late, and each lane differently late: a short spin aligns them.
      while NIODeadline.now() < start {}
      for member in members where member.connection.isActive {
        progress.value.released[member.index] = member.connection.handler.release(descriptor: member.connection.plainDescriptor)
      }
      markAnswered()
      for member in members { member.connection.handler.setDeadline(deadline) }
    }
  }

  private func markAnswered() {
    let open = members.filter { $0.connection.isActive }
    var waiting = open.map { pollfd(fd: $0.connection.descriptor ?? -1, events: Int16(POLLIN), revents: 0) }
    guard poll(&waiting, nfds_t(waiting.count), 0) > 0 else { return }
    for (member, state) in zip(open, waiting) where state.revents != 0 {
      progress.value.answeredDuringRelease.insert(member.index)
    }
  }

  private func record(_ index: Int, _ outcome: Result<CompletedExchange, WireError>) {
    let response = try? outcome.get().response
    progress.value.records.append(
      BurstRecord(
        index: index, released: progress.value.released[index], firstByte: response?.timing.firstByte,
        finished: response?.timing.finished ?? .now, answeredDuringRelease: progress.value.answeredDuringRelease.contains(index),
        outcome: outcome.map(\.response)))
    if progress.value.records.count == members.count { progress.value.promise.succeed(progress.value.records) }
  }
}
