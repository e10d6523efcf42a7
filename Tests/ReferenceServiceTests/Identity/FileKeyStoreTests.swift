import Foundation
import Testing

@testable import ReferenceService

@Suite struct FileKeyStoreTests {
  @Test("only the owner may read the file, whatever the file was before")
  func mode() async throws {
    try await Self.withFile { path in
      let store = FileKeyStore(path: path)
      #expect(try await store.replace([1, 2], revision: nil))
      #expect(try Self.mode(of: path) == 0o600)
      let revision = try await store.read()?.revision
      #expect(try await store.replace([3], revision: revision))
      #expect(try Self.mode(of: path) == 0o600)
    }
  }

  @Test("a file that others may read is refused, and stays as it is", arguments: [0o640, 0o604, 0o644])
  func exposed(mode: Int) async throws {
    try await Self.withFile { path in
      let store = FileKeyStore(path: path)
      #expect(try await store.replace([1], revision: nil))
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      await #expect(throws: KeyStoreProblem.exposed(path, mode: "0" + String(mode, radix: 8))) { try await store.read() }
      await #expect(throws: KeyStoreProblem.self) { try await store.replace([2], revision: nil) }
      #expect(try Data(contentsOf: URL(filePath: path)) == Data([1]))
    }
  }

  @Test("what is no file is an error")
  func noFile() async throws {
    try await Self.withFile { path in
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      await #expect(throws: KeyStoreProblem.self) { try await FileKeyStore(path: path).read() }
      await #expect(throws: KeyStoreProblem.self) { try await FileKeyStore(path: path + "/a/b").replace([1], revision: nil) }
    }
  }

  private static func mode(of path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  private static func withFile(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "key-file-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder.appending(path: "keys.json").path)
  }
}
