/// What one slice of an alternating load counted.
struct SliceTally {
  /// Of the requests that were answered with an accepted status, from sending to answer, in nanoseconds.
  var latencies: [Int64] = []
  var begun = 0
  /// Answered with a status that is not accepted.
  var rejected = 0
  var failures: [LoadFailure: Int] = [:]
  /// Nanoseconds until the last answer.
  var elapsed: Int64 = 0
  /// Requests in flight, integrated over nanoseconds.
  var inFlightArea = 0.0
}
