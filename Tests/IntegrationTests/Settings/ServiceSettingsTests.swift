import GateConfig
import GateKit
import Testing

@testable import gatehouse

/// `service:` of `gatehouse.yml`.
@Suite struct ServiceSettingsTests {
  private func read(_ text: String) throws -> ServiceSettings {
    try ServiceSettings(service: ConfigDocument(text: text, path: "g.yml").root)
  }

  @Test(
    "an address names host, port and whether there is TLS",
    arguments: [
      ("127.0.0.1:${port}", "127.0.0.1", 7, false), ("http://h:81", "h", 81, false), ("https://h", "h", 443, true),
      ("https://127.0.0.1:${port}", "127.0.0.1", 7, true), ("https://[::1]:8", "::1", 8, true),
    ])
  func addresses(text: String, host: String, port: Int, isSecure: Bool) throws {
    let endpoint = try ServiceTemplate(port: 7, dependencies: [:], options: [:]).endpoint(text)
    #expect(endpoint == TargetEndpoint(host: host, port: port, tls: isSecure ? TargetTLS() : nil))
  }

  @Test("an address with a path or another scheme is refused", arguments: ["https://h/base", "wss://h", "h", "h:port"])
  func badAddresses(text: String) {
    #expect(throws: TargetError.self) { try ServiceTemplate(port: 7, dependencies: [:], options: [:]).endpoint(text) }
  }

  @Test("a service that runs already needs its address alone")
  func running() throws {
    let settings = try read("address: https://api.internal:8443\ntls: {ca: ca.pem, server_name: api}")
    #expect(settings.command.isEmpty)
    #expect(settings.tls == TargetTLS(authorityFile: "ca.pem", serverName: "api"))
  }

  @Test(
    "what is wrong is said with its place",
    arguments: [
      ("ready: {path: /}", "neither 'command' nor 'address'"),
      ("address: 127.0.0.1:${port}", "g.yml:1:10: 'address' is '127.0.0.1:${port}', and no 'command' starts the service there"),
      ("command: [a]\ntls: {ca: x}", "Write the address as https://host:port"),
      ("command: [a]\naddress: https://h:1\ntls: {ca: x, insecure: true}", "'tls' has 'ca' and 'insecure: true'"),
      ("command: [a]\naddress: https://h:1\ntls: {insecure: maybe}", "Give true or false"),
      ("command: []", "'command' is empty"),
    ])
  func errors(text: String, message: String) {
    #expect { try read(text) } throws: { String(describing: $0).contains(message) }
  }
}
