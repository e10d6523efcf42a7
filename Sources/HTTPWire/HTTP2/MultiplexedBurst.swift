import Glibc

/// A burst over HTTP/2: the frames that complete all requests go out in one write, so that one read of the target has them all.
struct MultiplexedBurst: Sendable {
  struct Member: Sendable {
    var index: Int
    var request: WireRequest
  }

  private struct Flight {
    var member: Member
    var stream: UInt32
    var link: Int
    var record: BurstRecord?
  }

  let endpoint: WireEndpoint
  let options: Burst.Options
  /// In the order of their frames.
  let members: [Member]
  let deadline: Duration

  /// Prepares, releases and collects; waits on the calling thread.
  ///
  /// - Parameter links: as many as are needed for the streams that each may carry; keeps those that can be used again.
  /// - Throws: ``WireError`` where the burst cannot be prepared.
  func run(_ links: inout [HTTP2Link]) throws -> [BurstRecord] {
    let writer = SocketWriter(endpoint: endpoint)
    let prepared = WireInstant.now + options.connectTimeout
    var flights: [Flight] = []
    var finals: [[UInt8]] = []
    var rest = members[...]
    for index in links.indices where !rest.isEmpty {
      var before = links[index].session.takeOutgoing()
      var final: [UInt8] = []
      for member in rest.prefix(links[index].session.capacity) {
        let opened = try links[index].session.open(member.request)
        if options.release == .lastFrames { before += opened.before } else { final += opened.before }
        final += opened.final
        flights.append(Flight(member: member, stream: opened.stream, link: index))
      }
      rest = rest.dropFirst(links[index].session.capacity)
      try writer.write(before, to: links[index].socket, before: prepared)
      finals.append(final)
    }
    guard rest.isEmpty else {
      throw WireError(
        .failed, during: .connect, endpoint: endpoint, detail: "its HTTP/2 connections carry \(members.count - rest.count) streams")
    }
    var block = ReleaseBlock()
    for (index, final) in finals.enumerated() { block.add(final, to: links[index].socket) }
    if options.settle > .zero { usleep(UInt32(clamping: Int(options.settle / .microseconds(1)))) }
    let stamps = ArrivalStamp()
    let sent = SenderPriority.raised { block.send() }
    for (index, sent) in sent.enumerated() where sent.count < finals[index].count {
      try writer.write(Array(finals[index].dropFirst(max(0, sent.count))), to: links[index].socket, before: prepared)
    }
    SocketCollector.standBack(for: members.count)
    collect(&flights, &links, released: sent.map(\.at), stamps, before: .now + deadline)
    return flights.compactMap(\.record)
  }

  private func collect(
    _ flights: inout [Flight], _ links: inout [HTTP2Link], released: [WireInstant], _ stamps: ArrivalStamp, before end: WireInstant
  ) {
    var broken: [Int: WireError] = [:]
    while flights.contains(where: { $0.record == nil }) {
      let open = released.indices.filter { broken[$0] == nil }
      var states = open.map { pollfd(fd: links[$0].socket.descriptor, events: Int16(POLLIN), revents: 0) }
      let left = end - .now
      guard left > 0, !open.isEmpty else { break }
      _ = poll(&states, nfds_t(states.count), CInt(clamping: left / 1_000_000 + 1))
      for (state, index) in zip(states, open) where state.revents != 0 {
        do {
          try links[index].read(stamps, endpoint)
          let reply = links[index].session.takeOutgoing()
          if !reply.isEmpty { try SocketWriter(endpoint: endpoint).write(reply, to: links[index].socket, before: end) }
        } catch {
          broken[index] = .from(error, during: .readResponse, endpoint: endpoint)
        }
      }
      finish(&flights, &links, released)
    }
    for index in flights.indices where flights[index].record == nil {
      let error =
        broken[flights[index].link]
        ?? WireError(.timedOut, during: .awaitResponse, endpoint: endpoint, detail: "no response within the deadline")
      flights[index].record = record(flights[index], released, nil, .failure(error))
      // A stream that is still open would use the connection's room for ever.
      broken[flights[index].link] = error
    }
    for index in broken.keys.sorted(by: >) { links.remove(at: index) }
    links.removeAll { $0.session.capacity == 0 }
  }

  private func finish(_ flights: inout [Flight], _ links: inout [HTTP2Link], _ released: [WireInstant]) {
    for index in flights.indices where flights[index].record == nil {
      let flight = flights[index]
      guard let exchange = links[flight.link].session.exchange(flight.stream), exchange.isOver else { continue }
      links[flight.link].session.forget(flight.stream)
      var response = exchange.response
      let end = exchange.finished ?? .now
      response.timing = WireTiming(sent: released[flight.link], firstByte: exchange.firstByte ?? end, finished: end)
      let outcome: Result<WireResponse, WireError> =
        exchange.failure.map { .failure($0.wireError(endpoint, received: exchange.received)) } ?? .success(response)
      flights[index].record = record(flight, released, exchange, outcome)
    }
  }

  private func record(
    _ flight: Flight, _ released: [WireInstant], _ exchange: HTTP2Exchange?, _ outcome: Result<WireResponse, WireError>
  ) -> BurstRecord {
    BurstRecord(
      index: flight.member.index, released: released[flight.link], firstByte: exchange?.firstByte, finished: exchange?.finished ?? .now,
      outcome: outcome)
  }
}
