import Foundation
import Testing

@testable import HTTPWire

/// A server behind TLS is called like any other once its certificate is trusted, and not at all before.
@Suite struct TLSTests {
  private func get(_ path: String, _ endpoint: WireEndpoint) async throws -> WireResponse {
    try await WireLoops.with { loops in
      let client = HTTPWireClient(endpoint: endpoint, loops: loops)
      let response = try await client.send(WireRequest(target: path))
      await client.close()
      return response
    }
  }

  private func failure(_ endpoint: WireEndpoint) async -> WireError? {
    do {
      _ = try await get("/", endpoint)
      return nil
    } catch { return error as? WireError }
  }

  @Test("a certificate of the given authority is accepted, by address and by name")
  func trusted() async throws {
    try await SecureServer.with { server in
      let tls = WireTLS(authorityFile: server.certificate)
      for host in ["127.0.0.1", "localhost"] {
        let response = try await get("/here", WireEndpoint(host: host, port: server.port, tls: tls))
        #expect(response.text == "/here")
      }
      let named = WireTLS(authorityFile: server.certificate, serverName: "localhost")
      let response = try await get("/named", WireEndpoint(host: "127.0.0.1", port: server.port, tls: named))
      #expect(response.text == "/named")
    }
  }

  @Test("a certificate that nobody vouches for, or of another name, is refused and says so")
  func untrusted() async throws {
    try await SecureServer.with { server in
      let unknown = await failure(WireEndpoint(host: "127.0.0.1", port: server.port, tls: WireTLS()))
      #expect(unknown?.kind == .untrusted)
      #expect(unknown?.detail.contains("self-signed") == true)
      let named = WireTLS(authorityFile: server.certificate, serverName: "elsewhere.invalid")
      let other = await failure(WireEndpoint(host: "127.0.0.1", port: server.port, tls: named))
      #expect(other?.kind == .untrusted)
      #expect(other?.detail.lowercased().contains("hostname mismatch") == true)
    }
  }

  @Test("without verification any certificate does")
  func unverified() async throws {
    try await SecureServer.with { server in
      let endpoint = WireEndpoint(host: "127.0.0.1", port: server.port, tls: WireTLS(isVerified: false))
      let response = try await get("/any", endpoint)
      #expect(response.status == 200)
    }
  }

  @Test("large bodies, bodies that end with the connection and kept connections work")
  func bodies() async throws {
    try await SecureServer.with { server in
      let endpoint = WireEndpoint(host: "127.0.0.1", port: server.port, tls: WireTLS(authorityFile: server.certificate))
      let large = try await get("/large", endpoint)
      #expect(large.body.count == 1_000_000)
      let closing = try await get("/close", endpoint)
      #expect(closing.text == "/close")
      try await WireLoops.with { loops in
        let client = HTTPWireClient(endpoint: endpoint, loops: loops)
        for number in 0..<3 {
          let kept = try await client.send(WireRequest(target: "/\(number)"))
          #expect(kept.text == "/\(number)")
        }
        await client.close()
      }
    }
  }

  @Test("a burst is released on connections whose handshake is over", arguments: [Burst.Release.barrier, .lastBytes(1)])
  func burst(release: Burst.Release) async throws {
    try await SecureServer.with { server in
      let endpoint = WireEndpoint(host: "127.0.0.1", port: server.port, tls: WireTLS(authorityFile: server.certificate))
      try await WireLoops.with { loops in
        let burst = Burst(endpoint: endpoint, loops: loops, options: .init(release: release))
        let result = try await burst.run((0..<8).map { WireRequest(target: "/\($0)") }, deadline: .seconds(20))
        let texts = try result.records.map { try $0.outcome.get().text }
        #expect(texts == (0..<8).map { "/\($0)" })
      }
    }
  }

  @Test("a server that speaks no TLS, and an authority file that isn't there, are errors in words")
  func broken() async throws {
    try await ScriptedServer.with({ _, _ in .ok() }) { server in
      let missing = await failure(WireEndpoint(host: "127.0.0.1", port: server.port, tls: WireTLS(authorityFile: "/nowhere/ca.pem")))
      #expect(missing?.detail.contains("/nowhere/ca.pem") == true)
    }
    try await ScriptedServer.with({ _, _ in .ok() }) { server in
      try await WireLoops.with { loops in
        let options = HTTPWireClient.Options(connectTimeout: .milliseconds(300))
        let endpoint = WireEndpoint(host: "127.0.0.1", port: server.port, tls: WireTLS())
        let client = HTTPWireClient(endpoint: endpoint, loops: loops, options: options)
        let error = await #expect(throws: WireError.self) { _ = try await client.send(WireRequest(target: "/")) }
        #expect(error?.phase == .connect)
        await client.close()
      }
    }
  }

  @Test(
    "a URL names the endpoint, and TLS only where it is given",
    arguments: [("https://h/x", 443, true), ("https://h:8443", 8443, true), ("http://h", 80, false), ("wss://h", 443, true)])
  func url(url: String, port: Int, isSecure: Bool) {
    let endpoint = WireEndpoint(url: url, tls: WireTLS())
    #expect(endpoint?.port == port)
    #expect((endpoint?.tls != nil) == isSecure)
    #expect((WireEndpoint(url: url) == nil) == isSecure)
  }
}
