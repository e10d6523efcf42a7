import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where the service's log lines go: one JSON object a line, without the line feed.
public protocol LogSink: Sendable {
  func write(_ line: String)
}

/// Standard error, for the service that runs alone.
public struct StandardErrorLogSink: LogSink {
  public init() {}

  public func write(_ line: String) {
    // One write call a line, so that lines of two threads do not mix; a closed standard error is nobody's concern here.
    var bytes = Array(line.utf8)
    bytes.append(UInt8(ascii: "\n"))
    _ = bytes.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

/// Keeps the last lines in memory, so that whoever runs the service in its own process can read them.
public final class MemoryLogSink: LogSink {
  private let kept = Mutex<[String]>([])
  private let limit: Int

  /// - Parameter limit: how many lines are kept; the oldest go first.
  public init(limit: Int = 10_000) { self.limit = max(1, limit) }

  public func write(_ line: String) {
    kept.withLock { lines in
      if lines.count >= limit { lines.removeFirst(max(1, limit / 10)) }
      lines.append(line)
    }
  }

  /// The kept lines, oldest first.
  public var lines: [String] { kept.withLock { $0 } }
}
