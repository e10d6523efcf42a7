import PerfStatistics

/// What one thread of a load counted.
struct LoadTally: Sendable {
  struct Kind: Sendable {
    var latency = LatencyHistogram()
    var rejected = 0
  }

  var kinds: [Kind]
  /// By status code.
  var statuses = [Int](repeating: 0, count: 1_000)
  /// By ``LoadFailure``.
  var failures = [Int](repeating: 0, count: LoadFailure.allCases.count)
  var due = 0
  var begun = 0
  var completed = 0
  /// Nanoseconds from the sending of each request to its answer, added up.
  var serviceTime = 0.0
  /// Requests in flight, integrated over nanoseconds.
  var inFlightArea = 0.0
  /// Begun only when a connection became free after they were due.
  var waitedForConnection = 0
  /// Begun more than a millisecond after they were due although a connection was free.
  var begunLate = 0
  /// Due and not begun when the load ended.
  var backlogAtEnd = 0
  var longestDelay: Int64 = 0
  var reconnects = 0
  var bytesReceived = 0
  var processorTime: Int64 = 0
  /// From the end of the warm-up to the end, or the last answer where it came later.
  var elapsed: Int64 = 0

  init(kinds: Int) { self.kinds = Array(repeating: Kind(), count: kinds) }

  /// - Throws: `HistogramError` where counts do not fit in 64 bits together.
  mutating func add(_ other: LoadTally) throws {
    for index in kinds.indices {
      try kinds[index].latency.merge(other.kinds[index].latency)
      kinds[index].rejected += other.kinds[index].rejected
    }
    for index in statuses.indices { statuses[index] += other.statuses[index] }
    for index in failures.indices { failures[index] += other.failures[index] }
    due += other.due
    begun += other.begun
    completed += other.completed
    serviceTime += other.serviceTime
    inFlightArea += other.inFlightArea
    waitedForConnection += other.waitedForConnection
    begunLate += other.begunLate
    backlogAtEnd += other.backlogAtEnd
    longestDelay = max(longestDelay, other.longestDelay)
    reconnects += other.reconnects
    bytesReceived += other.bytesReceived
    processorTime += other.processorTime
    elapsed = max(elapsed, other.elapsed)
  }
}
