import Foundation
import Testing

@testable import PostgresCluster

struct ServerBinariesTests {
  @Test("A missing server names the package to install and the places that were searched")
  func missing() async throws {
    let home = TemporaryHome()
    let error = await #expect(throws: ClusterError.self) {
      try await PostgresCluster.start(options: .init(home: home.path, binaries: ["/nowhere/bin"]))
    }
    #expect(error == .serverMissing(searched: ["/nowhere/bin"]))
    #expect(error?.description.contains("Debian package 'postgresql'") == true)
    #expect(error?.description.contains("/nowhere/bin") == true)
  }

  @Test("A server older than 14 is refused, and of several the newest is taken")
  func tooOld() async throws {
    let home = TemporaryHome()
    let old = try fakeServer("13.9", in: home)
    let error = await #expect(throws: ClusterError.self) { try await ServerBinaries.find(candidates: [old]) }
    #expect(error == .serverTooOld(version: 13, minimum: 14, path: old))
    #expect(error?.description.contains("'postgresql'") == true)
    let newer = try fakeServer("16.1", in: home)
    let newest = try fakeServer("17beta1", in: home)
    #expect(try await ServerBinaries.find(candidates: [newer, newest, old]).folder == newest)
  }

  @Test(
    "The version is read from what `postgres --version` says",
    arguments: [
      ("postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)\n", "15.20"), ("postgres (PostgreSQL) 17beta1", "17beta1"),
      ("postgres (PostgreSQL) ../../x", nil), ("hello", nil), ("", nil),
    ])
  func versions(text: String, version: String?) {
    #expect(ServerBinaries.parseVersion(text) == version)
  }

  /// A folder with programs that only tell a version.
  private func fakeServer(_ version: String, in home: TemporaryHome) throws -> String {
    let folder = "\(home.path)/fake-\(version)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in ["postgres", "initdb"] {
      let script = Data("#!/bin/sh\necho 'postgres (PostgreSQL) \(version)'\n".utf8)
      _ = FileManager.default.createFile(atPath: "\(folder)/\(name)", contents: script, attributes: [.posixPermissions: 0o755])
    }
    return folder
  }
}
