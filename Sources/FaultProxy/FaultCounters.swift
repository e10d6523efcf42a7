/// What a proxy did since it was started. Every number only grows.
public struct FaultCounters: Sendable, Hashable {
  /// Connections accepted and served.
  public var accepted = 0
  /// Connections reset as soon as they were accepted.
  public var refused = 0
  /// Established connections that a fault reset.
  public var cut = 0
  /// Connections whose upstream connection could not be made although no fault wanted that.
  public var upstreamFailures = 0
  /// Connections accepted during a blackhole, kept waiting.
  public var connectionsHeld = 0
  /// Bytes kept back by a blackhole.
  public var bytesHeld = 0
  /// Chunks delivered later because of latency.
  public var chunksDelayed = 0
  /// The sum of the delays that were really measured, in nanoseconds.
  public var delayNanoseconds: Int64 = 0
  /// Bytes delivered to the real server.
  public var bytesToUpstream = 0
  /// Bytes delivered to clients.
  public var bytesToClient = 0
  /// Own connection attempts that a closed port refused.
  public var probesRefused = 0

  public init() {}

  /// What was added since `earlier`.
  public func since(_ earlier: FaultCounters) -> FaultCounters {
    var difference = FaultCounters()
    difference.accepted = accepted - earlier.accepted
    difference.refused = refused - earlier.refused
    difference.cut = cut - earlier.cut
    difference.upstreamFailures = upstreamFailures - earlier.upstreamFailures
    difference.connectionsHeld = connectionsHeld - earlier.connectionsHeld
    difference.bytesHeld = bytesHeld - earlier.bytesHeld
    difference.chunksDelayed = chunksDelayed - earlier.chunksDelayed
    difference.delayNanoseconds = delayNanoseconds - earlier.delayNanoseconds
    difference.bytesToUpstream = bytesToUpstream - earlier.bytesToUpstream
    difference.bytesToClient = bytesToClient - earlier.bytesToClient
    difference.probesRefused = probesRefused - earlier.probesRefused
    return difference
  }
}
