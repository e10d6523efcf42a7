import Foundation
import PostgresAccess
import Testing

@testable import PostgresCluster

extension ServerTests {
  @Suite struct ClusterSweepTests {
    /// No process can have this number: the kernel's largest is 2²².
    private static let deadOwner = OwnerRecord(pid: 4_194_305, startTime: 1, space: ProcessTable.space)

    /// A running server in a folder whose owner is not us any more, as a harness leaves it that was killed.
    private func abandoned(in home: TemporaryHome) async throws -> (folder: ClusterFolder, server: ChildProcess) {
      let cache = try CacheFolder(home.path)
      let binaries = try await ServerBinaries.find()
      let user = try ServerUser.forThisProcess()
      let deadline = ContinuousClock.now + .seconds(120)
      let template = try await TemplateStore(cache: cache, binaries: binaries, user: user).template(until: deadline)
      let (folder, lock) = try ClusterFolder.make(in: cache)
      defer { withExtendedLifetime(lock) {} }
      try await template.copy(to: folder.data, within: .seconds(120), log: folder.log)
      try FileManager.default.createDirectory(atPath: folder.socket, withIntermediateDirectories: false)
      try user.own(folder.socket)
      let launcher = ServerLauncher(binaries: binaries, user: user, folder: folder, settings: [:])
      let server = try await launcher.start(port: try LoopbackPort.findFree(), until: deadline)
      try folder.record(Self.deadOwner)
      return (folder, server)
    }

    @Test("The server of a dead owner is ended and its folder removed, and a living owner's is left alone")
    func sweeps() async throws {
      let home = TemporaryHome()
      let living = try await PostgresCluster.start(options: .init(home: home.path, startTimeout: .seconds(120)))
      let (folder, server) = try await abandoned(in: home)
      #expect(server.exit == nil)
      #expect(try await PostgresCluster.sweep(home: home.path) == [folder.path])
      #expect(await server.exit(within: .seconds(20)) != nil)
      #expect(!FileManager.default.fileExists(atPath: folder.path))
      let connection = try await PostgresConnection.connect(living.configuration())
      #expect(try await connection.query("SELECT 1").count == 1)
      await connection.close()
      await living.stop()
    }

    @Test("The next start sweeps too, also a folder whose server is frozen")
    func sweepsAtStart() async throws {
      let home = TemporaryHome()
      let (folder, server) = try await abandoned(in: home)
      ProcessTable.send(SIGSTOP, toProcessesIn: folder.data)
      let cluster = try await PostgresCluster.start(options: .init(home: home.path, startTimeout: .seconds(120)))
      #expect(await server.exit(within: .seconds(20)) != nil)
      #expect(try home.clusters().count == 1)
      await cluster.stop()
    }

    @Test("A folder that somebody is just making is not swept, and neither is one whose lock is held")
    func sparesNew() async throws {
      let home = TemporaryHome()
      let cache = try CacheFolder(home.path)
      try FileManager.default.createDirectory(atPath: cache.clusters + "/new", withIntermediateDirectories: false)
      let (folder, lock) = try ClusterFolder.make(in: cache)
      try folder.record(Self.deadOwner)
      #expect(try await PostgresCluster.sweep(home: home.path).isEmpty)
      #expect(try home.clusters().count == 2)
      withExtendedLifetime(lock) {}
    }

    @Test("An owner record says of a living process that it lives, and of a reused number that it does not")
    func ownerRecords() throws {
      let own = OwnerRecord.current()
      #expect(own.isAlive)
      #expect(OwnerRecord(text: own.text) == own)
      #expect(!OwnerRecord(pid: own.pid, startTime: own.startTime + 1, space: own.space).isAlive)
      for text in ["", "1", "x\n1\ny\n", "1\n-1\ny\n"] { #expect(OwnerRecord(text: text) == nil) }
    }
  }
}
