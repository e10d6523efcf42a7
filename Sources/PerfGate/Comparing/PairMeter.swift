import Synchronization

/// Reads the processor time of two services when the measuring begins and when it ends.
final class PairMeter: Sendable {
  private let base: Int32?
  private let candidate: Int32?
  private let began = Mutex<(base: ProcessorTime, candidate: ProcessorTime)?>(nil)

  init(base: Int32?, candidate: Int32?) {
    self.base = base
    self.candidate = candidate
  }

  func begin() {
    let reading = read()
    began.withLock { $0 = reading }
  }

  /// What both ran and waited since the begin; nil where that is not known.
  func end() -> (base: ProcessorTime, candidate: ProcessorTime)? {
    guard let now = read(), let began = began.withLock({ $0 }) else { return nil }
    return (now.base - began.base, now.candidate - began.candidate)
  }

  private func read() -> (base: ProcessorTime, candidate: ProcessorTime)? {
    guard let base, let candidate, let first = ProcessorTime.ofGroup(base), let second = ProcessorTime.ofGroup(candidate) else {
      return nil
    }
    return (first, second)
  }
}
