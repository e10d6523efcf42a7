import Cryptography
import Foundation
import NIOPosix

/// Keys in a file that only its owner may read. Writers take turns by a lock beside it; readers see one document or the other, whole.
public struct FileKeyStore: KeyStoring {
  private static let mostBytes = 1 << 20
  private static let longestTurn: Duration = .seconds(5)

  public let path: String
  private let mode: mode_t

  /// - Parameter mode: what others may do with it.
  public init(path: String, mode: UInt32 = 0o600) {
    self.path = path
    self.mode = mode_t(mode)
  }

  public var place: String { path }
  public var freshFor: Duration { .seconds(1) }

  public func read() async throws -> StoredKeyDocument? {
    try await NIOThreadPool.singleton.runIfActive { try readNow() }
  }

  public func replace(_ bytes: [UInt8], revision: String?) async throws -> Bool {
    let lock = try await turn()
    // Here, because work that is cancelled before a thread takes it never runs; work that runs is waited for.
    defer { lock.release() }
    return try await NIOThreadPool.singleton.runIfActive {
      guard try readNow()?.revision == revision else { return false }
      try write(bytes)
      return true
    }
  }

  private func readNow() throws -> StoredKeyDocument? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw KeyStoreProblem.unreadable(path, reason: Self.reason())
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw KeyStoreProblem.unreadable(path, reason: Self.reason()) }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= Self.mostBytes else {
      throw KeyStoreProblem.damaged(path, reason: "it is no file, or longer than \(Self.mostBytes) bytes")
    }
    let rights = status.st_mode & 0o777
    guard rights & ~mode == 0 else { throw KeyStoreProblem.exposed(path, mode: "0" + String(rights, radix: 8)) }
    do {
      let bytes = Array(try FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).readToEnd() ?? Data())
      return StoredKeyDocument(bytes: bytes, revision: Hex.encode(Digest.sha256(bytes)))
    } catch {
      throw KeyStoreProblem.unreadable(path, reason: "\(error)")
    }
  }

  /// Beside the file, and then in its place.
  private func write(_ bytes: [UInt8]) throws {
    let draft = path + ".new"
    unlink(draft)
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
    guard descriptor >= 0 else { throw KeyStoreProblem.unwritable(path, reason: Self.reason()) }
    defer { close(descriptor) }
    do { try FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).write(contentsOf: Data(bytes)) } catch {
      throw KeyStoreProblem.unwritable(path, reason: "\(error)")
    }
    // The process may make files with fewer rights; and what is not on the disk yet must not take the place of what is.
    guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0, rename(draft, path) == 0 else {
      throw KeyStoreProblem.unwritable(path, reason: Self.reason())
    }
  }

  /// Waits for the lock without holding a thread.
  private func turn() async throws -> KeyFileLock {
    let deadline = ContinuousClock.now + Self.longestTurn
    while true {
      if let lock = try KeyFileLock(path + ".lock") { return lock }
      guard ContinuousClock.now < deadline else { throw KeyStoreProblem.contended(path) }
      try await ContinuousClock().sleep(for: .milliseconds(5))
    }
  }

  static func reason() -> String { String(cString: strerror(errno)) }
}

/// An exclusive lock on a file (flock(2)); the kernel frees it when the holder ends, however that happens.
private struct KeyFileLock: Sendable {
  private let descriptor: Int32

  /// Nil while somebody has it.
  init?(_ path: String) throws {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw KeyStoreProblem.unwritable(path, reason: FileKeyStore.reason()) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      return nil
    }
  }

  func release() { close(descriptor) }
}
