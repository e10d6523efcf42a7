import Dispatch
import Foundation

/// Turns SIGINT and SIGTERM into a stream. The second one ends the process at once; what it leaves behind is swept by
/// the next run.
final class Signals {
  let received: AsyncStream<String>
  private let sources: [any DispatchSourceSignal]

  init() {
    let (stream, continuation) = AsyncStream.makeStream(of: String.self)
    received = stream
    let counter = SignalCounter()
    sources = [(SIGINT, "SIGINT"), (SIGTERM, "SIGTERM")].map { number, name in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: counter.queue)
      source.setEventHandler {
        if counter.increment() > 1 { exit(128 + number) }
        continuation.yield(name)
      }
      source.resume()
      return source
    }
    signal(SIGPIPE, SIG_IGN)
  }

  deinit { for source in sources { source.cancel() } }
}

/// Counted on one serial queue only, which is what makes it safe to share.
private final class SignalCounter: @unchecked Sendable {
  let queue = DispatchQueue(label: "gatehouse.signals")
  private var count = 0

  func increment() -> Int {
    dispatchPrecondition(condition: .onQueue(queue))
    count += 1
    return count
  }
}
