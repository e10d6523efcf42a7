import NIOCore

/// One connection's worth of load; a lost connection is replaced.
struct LoadWorker: Sendable {
  /// Why a connection carries no more exchanges.
  private enum Leg: Sendable {
    case ended
    case needsConnection
  }

  let endpoint: WireEndpoint
  let loop: any EventLoop
  let loops: WireLoops
  let options: ClosedLoadLoop.Options
  let ledger: LoadLedger
  let request: @Sendable (Int) -> WireRequest
  let accepts: @Sendable (WireResponse) -> Bool

  func run() async {
    while let ticket = ledger.takeTicket() {
      do {
        let connection = try await WireConnection.connect(to: endpoint, on: loop, of: loops, within: options.connectTimeout)
        let leg = await drive(connection, from: ticket)
        await connection.close()
        if case .ended = leg { return }
      } catch {
        ledger.failed(ticket, .from(error, during: .connect, endpoint: endpoint), at: .now)
      }
    }
  }

  private func drive(_ connection: WireConnection, from ticket: Int) async -> Leg {
    let promise = loop.makePromise(of: Leg.self)
    loop.execute { send(ticket, on: connection, promise) }
    // The promise is only ever succeeded.
    return (try? await promise.futureResult.get()) ?? .ended
  }

  /// On the event loop: one exchange, and the next when it is complete.
  private func send(_ ticket: Int, on connection: WireConnection, _ promise: EventLoopPromise<Leg>) {
    let request = request(ticket)
    let bytes = request.serialized(for: endpoint)
    let started = WireInstant.now
    connection.handler.begin(
      bytes, method: request.method, limits: options.limits, deadline: .now() + TimeAmount(options.exchangeTimeout)
    ) { outcome in
      switch outcome {
      case .failure(let error):
        ledger.failed(ticket, error, at: .now)
        promise.succeed(.needsConnection)
      case .success(let completed):
        let end = completed.response.timing.finished
        let sample = LoadSample(started: started, latencyNanoseconds: end - started, status: completed.response.status)
        ledger.finished(ticket, sample, accepted: accepts(completed.response), at: end)
        guard completed.isReusable else {
          promise.succeed(.needsConnection)
          return
        }
        guard let next = ledger.takeTicket() else {
          promise.succeed(.ended)
          return
        }
        send(next, on: connection, promise)
      }
    }
  }
}
