import Foundation
import Testing

@testable import PostgresCluster

@Suite struct MemoryStorageTests {
  private static let gibibyte: UInt64 = 1 << 30

  typealias Row = (free: UInt64, available: UInt64?, limit: UInt64?, isEnough: Bool)

  @Test(
    "Clusters lie in memory only where file system, machine and control group have room",
    arguments: [
      (12, 20, nil, true), (4, 8, 12, true), (3, 20, nil, false), (12, 7, nil, false), (12, nil, nil, false), (12, 20, 11, false),
      (0, 0, 0, false),
    ] as [Row])
  func room(row: Row) {
    let room = MemoryStorage.Room(
      free: row.free * Self.gibibyte, available: row.available.map { $0 * Self.gibibyte }, limit: row.limit.map { $0 * Self.gibibyte })
    #expect(room.isEnough == row.isEnough)
  }

  @Test("The kernel's own words for what is available are read")
  func available() {
    #expect(MemoryStorage.available(in: "MemTotal:  24681064 kB\nMemFree: 1 kB\nMemAvailable:   22678528 kB\n") == 22_678_528 << 10)
    #expect(MemoryStorage.available(in: "MemTotal: 24681064 kB\n") == nil)
    #expect(MemoryStorage.available(in: "MemAvailable: many kB\n") == nil)
  }

  @Test("Only what is mounted last at a place counts, and only as a memory file system")
  func mounts() {
    let mounts = "/dev/vda / ext4 rw 0 0\ntmpfs /dev/shm tmpfs rw 0 0\ntmpfs /srv tmpfs rw 0 0\n/dev/vdb /srv ext4 rw 0 0\n"
    #expect(MemoryStorage.isMemory("/dev/shm", of: mounts))
    #expect(!MemoryStorage.isMemory("/srv", of: mounts))
    #expect(!MemoryStorage.isMemory("/", of: mounts))
    #expect(!MemoryStorage.isMemory("/dev", of: mounts))
    #expect(MemoryStorage(below: "/proc") == nil)
  }

  @Test("New clusters lie where there is room, and both places are swept", arguments: [true, false])
  func places(hasRoom: Bool) throws {
    let home = TemporaryHome()
    let memory = TemporaryHome()
    let cache = try CacheFolder(at: home.path, memory: (memory.path, hasRoom))
    #expect(cache.clusters == (hasRoom ? memory.path : home.path + "/clusters"))
    #expect(Set(cache.allClusters) == [memory.path, home.path + "/clusters"])
  }

  @Test("A place in memory that others may write to is not used")
  func foreign() throws {
    let home = TemporaryHome()
    let memory = TemporaryHome()
    try FileManager.default.createDirectory(atPath: memory.path, withIntermediateDirectories: false)
    #expect(chmod(memory.path, 0o777) == 0)
    let cache = try CacheFolder(at: home.path, memory: (memory.path, true))
    #expect(cache.allClusters == [home.path + "/clusters"])
    #expect(cache.clusters == home.path + "/clusters")
  }
}
