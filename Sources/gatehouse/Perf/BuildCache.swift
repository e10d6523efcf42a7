import Foundation

/// The folder of built base revisions: a few of them are kept, so that comparing with the same base again does not build it again.
struct BuildCache: Sendable {
  /// Absolute.
  let folder: String
  /// So many are kept, the ones used last.
  var kept = 3

  /// `$XDG_CACHE_HOME/gatehouse/bases`, or the same below `~/.cache`.
  static func standard(_ environment: [String: String]) -> BuildCache {
    let home = environment["HOME"] ?? NSTemporaryDirectory()
    let cache = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "\(home)/.cache"
    return BuildCache(folder: "\(cache)/gatehouse/bases")
  }

  /// Where the tree of a key stands.
  func tree(_ key: String) -> String { "\(folder)/\(key)" }

  /// Says that the tree of a key is complete.
  private func mark(_ key: String) -> String { "\(folder)/\(key).built" }

  func isBuilt(_ key: String) -> Bool { FileManager.default.fileExists(atPath: mark(key)) }

  /// Waits until nobody else uses the key.
  ///
  /// - Returns: a lock that ends with it, or with this process.
  /// - Throws: `CommandError` for a folder that cannot be written and for a lock that is held longer than `limit`.
  func lock(_ key: String, within limit: Duration) async throws -> FileLock {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw CommandError("'\(folder)' cannot be made: \(error.localizedDescription)", remedy: "Name another folder in XDG_CACHE_HOME")
    }
    let clock = ContinuousClock()
    let end = clock.now + limit
    while clock.now < end {
      if let lock = try FileLock(path: "\(folder)/\(key).lock") { return lock }
      // Another process lets go of the lock without a word, so this looks again until its time is over.
      try await Task.sleep(for: .milliseconds(200))
    }
    throw CommandError("another process has used '\(tree(key))' for \(limit)", remedy: "Wait until it has ended")
  }

  func complete(_ key: String) throws {
    guard FileManager.default.createFile(atPath: mark(key), contents: Data()) else {
      throw CommandError("'\(mark(key))' cannot be written", remedy: "Make the folder writable")
    }
  }

  /// Removes what is there of a key.
  func discard(_ key: String) {
    // Where something cannot be removed, the next use of the key says so.
    try? FileManager.default.removeItem(atPath: mark(key))
    try? FileManager.default.removeItem(atPath: tree(key))
  }

  /// Says that a key was used now, and removes those that were not for longest and that nobody uses.
  func touch(_ key: String) {
    try? FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: mark(key))
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let built = names.filter { $0.hasSuffix(".built") }.map { name in
      let date = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.modificationDate] as? Date
      return (key: String(name.dropLast(".built".count)), date: date ?? .distantPast)
    }
    for old in built.sorted(by: { $0.date > $1.date }).dropFirst(kept) where old.key != key {
      guard let lock = try? FileLock(path: "\(folder)/\(old.key).lock") else { continue }
      discard(old.key)
      lock.remove()
    }
  }
}

/// A lock on a file, which the system takes back when its process ends.
final class FileLock: Sendable {
  private let path: String
  private let descriptor: Int32

  /// Nil where somebody else has it.
  /// - Throws: `CommandError` for a file that cannot be opened.
  init?(path: String) throws {
    self.path = path
    descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw CommandError("'\(path)' cannot be opened", remedy: "Make its folder writable") }
    // A file that its last holder removed in the meantime locks nothing.
    var held = stat()
    var named = stat()
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &held) == 0, stat(path, &named) == 0, held.st_ino == named.st_ino
    else { return nil }
  }

  /// Removes the file; whoever waits for it makes a new one.
  func remove() { unlink(path) }

  deinit { close(descriptor) }
}
