import Foundation

/// An exclusive lock on a file (flock(2)); the kernel frees it when the holder ends, however that happens.
final class FileLock: Sendable {
  private let descriptor: Int32

  private init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  /// Takes the lock, or returns nil when somebody has it.
  static func tryTake(_ path: String) throws -> FileLock? {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw ClusterError.folder(path: path, reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      return nil
    }
    return FileLock(descriptor: descriptor)
  }

  /// Waits for the lock without holding a thread.
  static func take(_ path: String, until deadline: ContinuousClock.Instant) async throws -> FileLock {
    while true {
      if let lock = try tryTake(path) { return lock }
      guard ContinuousClock.now < deadline else {
        throw ClusterError.folder(path: path, reason: "another process holds its lock for too long")
      }
      try await ContinuousClock().sleep(for: .milliseconds(20))
    }
  }
}
