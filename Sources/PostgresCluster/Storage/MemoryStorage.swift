import Foundation

/// A file system in memory that has room for clusters.
///
/// A cluster makes and deletes some 300 files for each database. On ext4 about a fifth of a run's processor time went into the search for
/// inodes that were not deleted a moment ago; nothing of a cluster outlives its process, so nothing of it needs a disk.
struct MemoryStorage: Sendable {
  /// What the machine has left, in bytes.
  struct Room: Sendable, Hashable {
    /// Free space of the file system.
    var free: UInt64
    /// Memory that programs can still get; nil where the kernel does not say.
    var available: UInt64?
    /// What the control group of this process may use of memory in all; nil without a limit.
    var limit: UInt64?

    private static let gibibyte: UInt64 = 1 << 30

    /// Whether clusters fit beside everything else. A run holds about 1 GiB in its cluster.
    var isEnough: Bool {
      guard let available else { return false }
      return free >= 4 * Self.gibibyte && available >= 8 * Self.gibibyte && limit ?? .max >= 12 * Self.gibibyte
    }
  }

  /// The folder for clusters, named after the user.
  let path: String
  private let mount: String

  /// The memory file system of the machine: nil where there is none.
  static let shared = MemoryStorage(below: "/dev/shm")

  /// - Parameter mount: where a `tmpfs` is expected.
  init?(below mount: String) {
    guard Self.isMemory(mount, of: Self.text("/proc/self/mounts")) else { return nil }
    path = "\(mount)/gatehouse-\(getuid())"
    self.mount = mount
  }

  /// Whether a `tmpfs` is mounted there, see fstab(5).
  static func isMemory(_ mount: String, of mounts: String) -> Bool {
    let last = mounts.split(separator: "\n").map { $0.split(separator: " ") }.last { $0.count > 2 && $0[1] == mount }
    return last?[2] == "tmpfs"
  }

  var room: Room {
    var facts = statvfs()
    let free = statvfs(mount, &facts) == 0 ? UInt64(facts.f_bavail) * UInt64(facts.f_frsize) : 0
    return Room(free: free, available: Self.available(in: Self.text("/proc/meminfo")), limit: Self.limit)
  }

  /// The line `MemAvailable` of `/proc/meminfo`, see proc(5).
  static func available(in facts: String) -> UInt64? {
    let line = facts.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
    return line?.split(separator: " ").dropFirst().first.flatMap { UInt64($0) }.map { $0 << 10 }
  }

  /// The limit of this process's control group, in both versions of them.
  private static var limit: UInt64? {
    let files = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]
    return files.compactMap { UInt64(text($0).trimmingCharacters(in: .whitespacesAndNewlines)) }.min()
  }

  private static func text(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
}
