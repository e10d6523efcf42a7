import Foundation
import NIOHTTP1

/// Keys in a vault that speaks the key-value interface of HashiCorp Vault, version 2: one secret, changed by check-and-set.
public struct VaultKeyStore: KeyStoring {
  private struct Answer: Decodable {
    struct Outer: Decodable {
      struct Secret: Decodable { let keys: String }
      struct Metadata: Decodable { let version: Int }
      let data: Secret
      let metadata: Metadata
    }
    let data: Outer
  }

  private struct Change: Encodable {
    struct Options: Encodable { let cas: Int }
    let options: Options
    let data: [String: String]
  }

  private let vault: VaultConfiguration

  public init(_ vault: VaultConfiguration) { self.vault = vault }

  public var place: String { "vault:\(vault.path)" }
  public var freshFor: Duration { .seconds(2) }

  public func read() async throws -> StoredKeyDocument? {
    let response = try await exchange(.GET, []) { .unreadable(place, reason: $0) }
    if response.status == 404 { return nil }
    guard response.status == 200 else { throw KeyStoreProblem.unreadable(place, reason: "the vault answers \(response.status)") }
    guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(response.body)) else {
      throw KeyStoreProblem.damaged(place, reason: "the secret has no text 'keys'")
    }
    return StoredKeyDocument(bytes: Array(answer.data.data.keys.utf8), revision: String(answer.data.metadata.version))
  }

  public func replace(_ bytes: [UInt8], revision: String?) async throws -> Bool {
    let change = Change(
      options: .init(cas: revision.flatMap { Int($0) } ?? 0), data: ["keys": String(decoding: bytes, as: UTF8.self)])
    let response = try await exchange(.POST, try JSONBytes.encode(change)) { .unwritable(place, reason: $0) }
    if response.status == 200 || response.status == 204 { return true }
    if response.status == 400, String(decoding: response.body, as: UTF8.self).contains("check-and-set") { return false }
    throw KeyStoreProblem.unwritable(place, reason: "the vault answers \(response.status)")
  }

  private func exchange(
    _ method: HTTPMethod, _ body: [UInt8], problem: (String) -> KeyStoreProblem
  ) async throws -> OutboundHTTPResponse {
    do {
      return try await OutboundHTTPClient(host: vault.host, port: vault.port).exchange(
        method, "/v1/\(vault.path)", headers: [("X-Vault-Token", vault.token)], body: body, deadline: vault.deadline)
    } catch let failure as OutboundHTTPError {
      throw problem("\(failure)")
    }
  }
}
