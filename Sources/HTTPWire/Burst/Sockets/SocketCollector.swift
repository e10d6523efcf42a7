import Glibc

/// Reads the answers of a burst as they come, on the thread that released it.
struct SocketCollector {
  let endpoint: WireEndpoint
  let stamps: ArrivalStamp

  private static let bufferBytes = 64 * 1024

  /// Leaves the processor to the target while it takes its requests up: reading each answer at once would delay those that are still
  /// to be looked at. The kernel notes meanwhile when the answers arrive.
  static func standBack(for requests: Int) { usleep(UInt32(clamping: 100 + 20 * requests)) }

  /// Returns when every exchange is over; those without an answer at `end` have timed out then.
  func collect(_ exchanges: inout [SocketExchange], before end: WireInstant) {
    var open = Array(exchanges.indices)
    var isFirstLook = true
    withUnsafeTemporaryAllocation(byteCount: Self.bufferBytes, alignment: 16) { buffer in
      while !open.isEmpty {
        var states = open.map { pollfd(fd: exchanges[$0].socket.descriptor, events: exchanges[$0].wanted, revents: 0) }
        let left = end - .now
        guard left > 0 || isFirstLook else { break }
        let ready = poll(&states, nfds_t(states.count), isFirstLook ? 0 : CInt(clamping: left / 1_000_000 + 1))
        for (state, index) in zip(states, open) where ready > 0 && state.revents != 0 {
          if isFirstLook { exchanges[index].noteEarly() }
          if state.revents & Int16(POLLOUT) != 0 { exchanges[index].write(endpoint) }
          if state.revents & ~Int16(POLLOUT) != 0 { exchanges[index].read(stamps, into: buffer, endpoint) }
        }
        isFirstLook = false
        open.removeAll { exchanges[$0].isOver }
      }
    }
    for index in open { exchanges[index].expire(endpoint) }
  }
}
