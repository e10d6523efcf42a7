import Foundation
import PostgresAccess
import Testing

@testable import PostgresCluster

/// Tests that start servers: one after the other, as a server takes a good part of a small machine while it starts.
@Suite(.serialized) enum ServerTests {}

extension ServerTests {
  @Suite struct PostgresClusterTests {
    private func answer(_ cluster: PostgresCluster) async throws -> Int? {
      let connection = try await PostgresConnection.connect(cluster.configuration())
      let rows = try await connection.query("SELECT \(41)::int + 1 AS answer")
      await connection.close()
      return try rows.first?.get("answer")
    }

    @Test("A cluster starts, answers over loopback and is gone after it was stopped")
    func lifeCycle() async throws {
      let home = TemporaryHome()
      let cluster = try await PostgresCluster.start(options: .init(home: home.path, startTimeout: .seconds(120)))
      #expect(try await answer(cluster) == 42)
      #expect(try home.clusters().count == 1)
      await cluster.stop()
      await cluster.stop()
      #expect(!cluster.isRunning)
      #expect(try home.clusters().isEmpty)
      await #expect(throws: PostgresError.self) { try await PostgresConnection.connect(cluster.configuration()) }
    }

    @Test("Clusters that start at once in a new home share one template and do not disturb one another")
    func simultaneous() async throws {
      let home = TemporaryHome()
      let clusters = try await withThrowingTaskGroup(of: PostgresCluster.self) { group in
        for _ in 0..<3 { group.addTask { try await PostgresCluster.start(options: .init(home: home.path, startTimeout: .seconds(120))) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(Set(clusters.map(\.port)).count == 3)
      #expect(try home.templates().count == 1)
      await clusters[0].stop()
      #expect(try await answer(clusters[1]) == 42)
      for cluster in clusters { await cluster.stop() }
    }

    @Test("The server never runs as root, and demands the password")
    func unprivileged() async throws {
      let cluster = try await PostgresCluster.start(options: .init(startTimeout: .seconds(120)))
      let owner = try FileManager.default.attributesOfItem(atPath: "/proc/\(cluster.processIdentifier)")[.ownerAccountID] as? Int
      #expect(owner != 0)
      var configuration = cluster.configuration()
      configuration.password = "wrong"
      let wrong = configuration
      await #expect(throws: PostgresError.self) { try await PostgresConnection.connect(wrong) }
      await cluster.stop()
    }

    @Test("A frozen server answers nothing until it goes on")
    func pausing() async throws {
      let cluster = try await PostgresCluster.start(options: .init(startTimeout: .seconds(120)))
      let connection = try await PostgresConnection.connect(cluster.configuration())
      cluster.pause()
      await #expect(throws: PostgresError.self) { try await connection.query("SELECT 1", timeout: .milliseconds(200)) }
      cluster.resume()
      #expect(try await answer(cluster) == 42)
      cluster.pause()
      await cluster.stop()
      #expect(!cluster.isRunning)
    }

    @Test("A killed server starts again on its port with its data")
    func restarting() async throws {
      let cluster = try await PostgresCluster.start(options: .init(startTimeout: .seconds(120)))
      try await cluster.createDatabase(named: "kept")
      await cluster.kill()
      #expect(!cluster.isRunning)
      try await cluster.restart()
      let connection = try await PostgresConnection.connect(cluster.configuration(database: "kept"))
      #expect(try await connection.query("SELECT 1").count == 1)
      await cluster.stop()
      await #expect(throws: ClusterError.stopped) { try await cluster.restart() }
    }

    @Test("A database can be a copy of another one")
    func copies() async throws {
      let cluster = try await PostgresCluster.start(options: .init(startTimeout: .seconds(120)))
      try await cluster.createDatabase(named: "first \"one\"")
      let connection = try await PostgresConnection.connect(cluster.configuration(database: "first \"one\""))
      try await connection.execute("CREATE TABLE t AS SELECT 1 AS v")
      await connection.close()
      try await cluster.createDatabase(named: "second", template: "first \"one\"")
      let copy = try await PostgresConnection.connect(cluster.configuration(database: "second"))
      #expect(try await copy.query("TABLE t").count == 1)
      await cluster.stop()
    }

    @Test("The server's shared memory lies in its folder, and goes with it when it is killed")
    func sharedMemory() async throws {
      let home = TemporaryHome()
      let cluster = try await PostgresCluster.start(options: .init(home: home.path, startTimeout: .seconds(120)))
      let folder = "\(home.path)/clusters/\(try #require(try home.clusters().first))"
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/data/pg_dynshmem").isEmpty == false)
      await cluster.kill()
      await cluster.stop()
      #expect(try home.clusters().isEmpty)
    }

    @Test("A damaged template is made anew")
    func damagedTemplate() async throws {
      let home = TemporaryHome()
      await (try await PostgresCluster.start(options: .init(home: home.path, startTimeout: .seconds(120)))).stop()
      let template = try #require(try home.templates().first)
      try FileManager.default.removeItem(atPath: "\(home.path)/templates/\(template)/data/global/pg_control")
      let cluster = try await PostgresCluster.start(options: .init(home: home.path, startTimeout: .seconds(120)))
      #expect(try await answer(cluster) == 42)
      await cluster.stop()
    }
  }
}
