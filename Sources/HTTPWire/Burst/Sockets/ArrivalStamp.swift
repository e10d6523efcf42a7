import Glibc

/// The instant at which the kernel took the bytes of a read (`SO_TIMESTAMPNS`, socket(7)), on the clock of ``WireInstant``.
///
/// A burst reads its answers after the last release; without the stamp, when those came that were there already would be unknown.
struct ArrivalStamp {
  /// `SO_TIMESTAMPNS`, which is also the type of its control message.
  static let option: CInt = 35

  /// From the real-time clock, which the kernel stamps with, to the monotonic one.
  private let offset: Int64

  init() {
    let before = WireInstant.now
    var real = timespec()
    clock_gettime(CLOCK_REALTIME, &real)
    let after = WireInstant.now
    let middle = Int64(before.nanoseconds) + (after - before) / 2
    offset = middle - (Int64(real.tv_sec) * 1_000_000_000 + Int64(real.tv_nsec))
  }

  /// Reads into `buffer`.
  /// - Returns: what `recvmsg` does, and the stamp where the kernel gave one.
  func receive(_ descriptor: CInt, into buffer: UnsafeMutableRawBufferPointer) -> (count: Int, arrival: WireInstant?) {
    withUnsafeTemporaryAllocation(byteCount: 128, alignment: 16) { control in
      var part = iovec(iov_base: buffer.baseAddress, iov_len: buffer.count)
      return withUnsafeMutablePointer(to: &part) { part in
        var message = msghdr()
        message.msg_iov = part
        message.msg_iovlen = 1
        message.msg_control = control.baseAddress
        message.msg_controllen = control.count
        let count = recvmsg(descriptor, &message, CInt(MSG_DONTWAIT))
        guard count > 0 else { return (count, nil) }
        return (count, stamp(in: UnsafeRawBufferPointer(rebasing: control.prefix(message.msg_controllen))))
      }
    }
  }

  private func stamp(in control: UnsafeRawBufferPointer) -> WireInstant? {
    let header = MemoryLayout<cmsghdr>.stride
    guard control.count >= header + MemoryLayout<timespec>.size else { return nil }
    let first = control.loadUnaligned(as: cmsghdr.self)
    guard first.cmsg_level == SOL_SOCKET, first.cmsg_type == Self.option else { return nil }
    let time = control.loadUnaligned(fromByteOffset: header, as: timespec.self)
    let real = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    guard real > 0, real + offset > 0 else { return nil }
    return WireInstant(nanoseconds: UInt64(real + offset))
  }
}
