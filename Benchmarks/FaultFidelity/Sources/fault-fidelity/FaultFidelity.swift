import FaultProxy

/// `fault-fidelity [ROUNDS]`: applies every fault whose time matters, again and again, judges it by plain sockets at both ends, and prints
/// how far what was measured is from what was asked. The judge's own waking up is part of it.
///
/// Exit code: 0 when no fault was shorter than asked and 99 of 100 are at most 5 ms longer; 1 when not; 2 when it could not be measured.
@main
enum FaultFidelity {
  private static let measurements: [(name: String, run: @Sendable (inout Samples) async throws -> Void)] = [
    ("no fault: one way", passing), ("latency 20 ms, to the server", latencyUp), ("latency 20 ms, to the client", latencyDown),
    ("bandwidth 100 kB/s, 4,000 bytes", bandwidth), ("slice, 5 pieces 4 ms apart", slice), ("slow close 20 ms", slowClose),
    ("cut: RST at the client", cutClient), ("cut: RST at the server", cutServer), ("close: FIN at the client", closeClient),
    ("cut after 8 bytes: RST", cutAfter), ("refuse: RST", refuse), ("half-open: RST at the lost end", halfOpen),
    ("blackhole: delivery on healing", heal), ("status: another answer", status), ("dribble, 4 ms a piece", dribble),
  ]

  static func main() async {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count <= 1, let rounds = Int(arguments.first ?? "200"), (1...100_000).contains(rounds) else {
      return end(2, "usage: fault-fidelity [ROUNDS], from 1 to 100000")
    }
    var all: [Samples] = []
    do {
      print(Samples.header)
      for measurement in measurements {
        var samples = Samples(measurement.name)
        for _ in 0..<rounds { try await measurement.run(&samples) }
        print(samples.row)
        all.append(samples)
      }
    } catch {
      return end(2, "it could not be measured: \(error)")
    }
    let early = all.filter { $0.early > 0 }.map(\.name)
    let late = all.filter { $0.withinGoal < 0.99 }.map(\.name)
    if !early.isEmpty { return end(1, "shorter than asked: \(early.joined(separator: "; "))") }
    if !late.isEmpty { return end(1, "more than 5 ms off in over 1 of 100: \(late.joined(separator: "; "))") }
  }

  private static func passing(_ samples: inout Samples) async throws {
    samples.add(try await Judge.with { try await $0.delivery(of: "x", from: $0.client, to: $0.server) })
  }

  private static func latencyUp(_ samples: inout Samples) async throws {
    let delay = Duration.milliseconds(20)
    let measured = try await Judge.with { judge in
      try await judge.under(.latency(delay: delay, direction: .toUpstream)) {
        try await judge.delivery(of: "x", from: judge.client, to: judge.server)
      }
    }
    samples.add(measured, asked: delay)
  }

  private static func latencyDown(_ samples: inout Samples) async throws {
    let delay = Duration.milliseconds(20)
    let measured = try await Judge.with { judge in
      try await judge.under(.latency(delay: delay, direction: .toClient)) {
        try await judge.delivery(of: "x", from: judge.server, to: judge.client)
      }
    }
    samples.add(measured, asked: delay)
  }

  private static func bandwidth(_ samples: inout Samples) async throws {
    let text = String(repeating: "0123456789", count: 400)
    let measured = try await Judge.with { judge in
      try await judge.under(.bandwidth(bytesPerSecond: 100_000)) {
        try await judge.delivery(of: text, from: judge.client, to: judge.server)
      }
    }
    samples.add(measured, asked: .milliseconds(40))
  }

  private static func slice(_ samples: inout Samples) async throws {
    let measured = try await Judge.with { judge in
      try await judge.under(.slice(bytes: 2, gap: .milliseconds(4))) {
        try await judge.delivery(of: "0123456789", from: judge.client, to: judge.server)
      }
    }
    samples.add(measured, asked: .milliseconds(16))
  }

  private static func slowClose(_ samples: inout Samples) async throws {
    let delay = Duration.milliseconds(20)
    let measured = try await Judge.with { judge in
      try await judge.under(.slowClose(delay: delay)) {
        try await judge.time(until: .end, at: judge.client) { judge.server.shutdownWriting() }
      }
    }
    samples.add(measured, asked: delay)
  }

  private static func cutClient(_ samples: inout Samples) async throws {
    samples.add(try await Judge.with { judge in try await strike(judge, .cut, .reset, at: judge.client) })
  }

  private static func cutServer(_ samples: inout Samples) async throws {
    samples.add(try await Judge.with { judge in try await strike(judge, .cut, .reset, at: judge.server) })
  }

  private static func closeClient(_ samples: inout Samples) async throws {
    samples.add(try await Judge.with { judge in try await strike(judge, .close, .end, at: judge.client) })
  }

  private static func halfOpen(_ samples: inout Samples) async throws {
    samples.add(try await Judge.with { judge in try await strike(judge, .halfOpen(lost: .client), .reset, at: judge.client) })
  }

  /// From the application of a fault that strikes at once to what a peer sees.
  private static func strike(_ judge: Judge, _ fault: Fault, _ sight: Sight, at peer: RawPeer) async throws -> Duration {
    try await judge.time(until: sight, at: peer) { _ = try await judge.proxy.apply(fault) }
  }

  private static func cutAfter(_ samples: inout Samples) async throws {
    let measured = try await Judge.with { judge in
      try await judge.under(.cutAfter(bytes: 8, direction: .toUpstream)) {
        try await judge.time(until: .reset, at: judge.client) { try await judge.client.send("0123456789") }
      }
    }
    samples.add(measured)
  }

  private static func refuse(_ samples: inout Samples) async throws {
    let measured = try await Judge.with { judge in
      try await judge.under(.refuse) {
        let start = ContinuousClock.now
        let peer = try await RawPeer.connect(port: judge.proxy.port)
        defer { peer.close() }
        guard try await peer.look() == .reset else { throw FidelityError("a refused connection was not reset") }
        return ContinuousClock.now - start
      }
    }
    samples.add(measured)
  }

  private static func heal(_ samples: inout Samples) async throws {
    let measured = try await Judge.with { judge in
      let applied = try await judge.proxy.apply(.blackhole())
      try await judge.client.send("held")
      guard try await judge.server.look(milliseconds: 5) == .silence else { throw FidelityError("a blackhole lets bytes pass") }
      return try await judge.time(until: .bytes(Array("held".utf8)), at: judge.server) { _ = try await judge.proxy.heal(applied) }
    }
    samples.add(measured)
  }

  private static let question = "GET / HTTP/1.1\r\n\r\n"

  private static func status(_ samples: inout Samples) async throws {
    let answer = "HTTP/1.1 503 Fault\r\nContent-Length: 0\r\n\r\n"
    let measured = try await Judge.with { judge in
      try await judge.under(.http(HTTPFault(.status(503)))) {
        try await judge.time(until: .bytes(Array(answer.utf8)), at: judge.client) { try await judge.client.send(question) }
      }
    }
    samples.add(measured)
  }

  private static func dribble(_ samples: inout Samples) async throws {
    let measured = try await Judge.with { judge in
      try await judge.under(.http(HTTPFault(.dribble(bytes: 2, gap: .milliseconds(4))))) {
        _ = try await judge.delivery(of: question, from: judge.client, to: judge.server)
        return try await judge.delivery(of: "0123456789", from: judge.server, to: judge.client)
      }
    }
    samples.add(measured, asked: .milliseconds(16))
  }

  private static func end(_ code: Int32, _ message: String) {
    FidelityExit.end(code, message)
  }
}
