import Glibc

/// A process group that can be stopped and continued: what the harness started as the target.
public struct FrozenProcess: Sendable, Hashable {
  /// The id of the group, which is the id of the process that leads it.
  public var group: Int32

  public init(group: Int32) { self.group = group }

  private static let patience = 1_000

  /// Stops every thread of the group and waits until its leader is stopped.
  /// - Throws: ``WireError`` where that is not possible; the group then runs.
  func freeze(_ endpoint: WireEndpoint) throws {
    guard group > 1, kill(-group, SIGSTOP) == 0 else {
      throw failure(endpoint, "process group \(group) cannot be stopped (errno \(errno))")
    }
    for _ in 0..<Self.patience {
      if state == "T" { return }
      usleep(200)
    }
    thaw()
    throw failure(endpoint, "process \(group) did not stop")
  }

  /// Raises its threads to real-time priority, where that is allowed.
  func raised() -> RaisedThreads { RaisedThreads(group: group) }

  func thaw() { kill(-group, SIGCONT) }

  /// `T` while it is stopped (proc(5)).
  private var state: Character? {
    let file = open("/proc/\(group)/stat", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { _ = Glibc.close(file) }
    var bytes = [UInt8](repeating: 0, count: 512)
    let count = read(file, &bytes, bytes.count)
    guard count > 0 else { return nil }
    // The name stands in parentheses and may hold anything, parentheses too.
    let text = String(decoding: bytes.prefix(count), as: UTF8.self)
    return text[(text.lastIndex(of: ")") ?? text.startIndex)...].dropFirst(2).first
  }

  private func failure(_ endpoint: WireEndpoint, _ detail: String) -> WireError {
    WireError(.failed, during: .send, endpoint: endpoint, detail: detail)
  }
}
