/// What a proxy did since it was started, or what one fault did while it was in force. Every number only grows.
public struct FaultCounters: Sendable, Hashable {
  /// Connections accepted and served.
  public var accepted = 0
  /// Connections whose upstream connection could not be made although no fault wanted that.
  public var upstreamFailures = 0
  /// Bytes delivered to the real server.
  public var bytesToUpstream = 0
  /// Bytes delivered to clients.
  public var bytesToClient = 0

  /// Connections reset as soon as they were accepted.
  public var refused = 0
  /// Established connections that a fault ended.
  public var cut = 0
  /// Connections accepted during a blackhole, kept waiting.
  public var connectionsHeld = 0
  /// Bytes kept back by a blackhole.
  public var bytesHeld = 0
  /// Chunks delivered later because of latency.
  public var chunksDelayed = 0
  /// Bytes that waited for bandwidth.
  public var bytesThrottled = 0
  /// Ends of stream delivered later.
  public var endsDelayed = 0
  /// The sum of the delays that were really measured, in nanoseconds.
  public var delayNanoseconds: Int64 = 0
  /// Pieces delivered of chunks that were larger.
  public var slices = 0
  /// Connections of which one end was lost.
  public var halfOpened = 0
  /// Bytes that were sent to a lost end.
  public var bytesSwallowed = 0
  /// Requests that got another answer.
  public var answersReplaced = 0
  /// Own connection attempts that a closed port refused.
  public var probesRefused = 0

  public init() {}

  /// The numbers that are not zero, by name.
  public var named: [(name: String, value: Int64)] {
    let all: [(name: String, value: Int64)] = [
      ("refused", Int64(refused)), ("cut", Int64(cut)), ("connections_held", Int64(connectionsHeld)), ("bytes_held", Int64(bytesHeld)),
      ("chunks_delayed", Int64(chunksDelayed)), ("bytes_throttled", Int64(bytesThrottled)), ("ends_delayed", Int64(endsDelayed)),
      ("delay_ns", delayNanoseconds), ("slices", Int64(slices)), ("half_opened", Int64(halfOpened)),
      ("bytes_swallowed", Int64(bytesSwallowed)), ("answers_replaced", Int64(answersReplaced)), ("probes_refused", Int64(probesRefused)),
    ]
    return all.filter { $0.value != 0 }
  }
}
