import Foundation
import Testing

/// A service behind TLS, its certificate by an authority that no machine knows; a real server and the whole program.
struct TLSServiceTests {
  @Test("a service behind TLS is gated with the authority that its configuration names")
  func trustsTheNamedAuthority() async throws {
    let ending = try await check(tls: "ca: ca.pem")
    #expect(ending.exitCode == 0, "\(ending.output)\n\(ending.errors)")
    #expect(ending.output.contains("PASSED"))
  }

  @Test("a service behind TLS is gated without looking at its certificate where the configuration says so")
  func takesAnyCertificateWhenAsked() async throws {
    let ending = try await check(tls: "insecure: true")
    #expect(ending.exitCode == 0, "\(ending.output)\n\(ending.errors)")
  }

  @Test(
    "a certificate that proves nothing is an error that says so, not a finding",
    arguments: ["server_name: 127.0.0.1", "ca: ca.pem, server_name: elsewhere.invalid"])
  func refusesAnotherCertificate(_ tls: String) async throws {
    let ending = try await check(tls: tls)
    #expect(ending.exitCode == 2, "\(ending.output)\n\(ending.errors)")
    #expect((ending.output + ending.errors).contains("certificate"), "\(ending.output)\n\(ending.errors)")
  }

  /// Runs the contract gate on a server with one operation.
  private func check(tls: String) async throws -> GatehouseBinary.Ending {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let script = try folder.write("start.sh", Self.start)
    _ = try folder.write("service.py", Self.service)
    _ = try folder.write("openapi.yaml", Self.document)
    _ = try folder.write(
      "gatehouse.yml",
      """
      service:
        command: [bash, \(script), "${port}"]
        address: "https://127.0.0.1:${port}"
        tls: { \(tls) }
        ready:
          path: /greeting
          within: 20s
      contract:
        document: openapi.yaml

      """)
    let made = try await GatehouseBinary.execute("/bin/bash", [script], directory: folder.path, limit: .seconds(60))
    try #require(made.exitCode == 0, "\(made.errors)")
    return try await GatehouseBinary.run(["check", "--gate", "contract", "--reports", "reports"], directory: folder.path)
  }

  /// Without a port it makes the certificates, and with one it serves.
  private static let start = """
    set -e
    cd "$(dirname "$0")"
    [ $# -eq 0 ] || exec python3 service.py "$1"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=Test authority" -keyout ca.key -out ca.pem
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=127.0.0.1" -keyout server.key -out server.csr
    printf 'subjectAltName=IP:127.0.0.1\\n' >names
    openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.pem

    """

  private static let service = """
    import http.server, json, ssl, sys

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self, status, value, **headers):
            body = json.dumps(value).encode()
            self.send_response(status)
            for name, text in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, text)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def do_GET(self):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if self.path.split("?")[0] != "/greeting":
                return self.answer(404, {"error": "there is no such path"})
            if self.command in ("GET", "HEAD"):
                return self.answer(200, {"text": "hello"})
            self.answer(405, {"error": "the method is not allowed"}, Allow="GET, HEAD")

        do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = do_GET

        def log_message(self, *_):
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("server.pem", "server.key")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.serve_forever()

    """

  private static let document = """
    openapi: 3.1.0
    info: { title: Greeting, version: "1" }
    paths:
      /greeting:
        get:
          responses:
            "200":
              description: A greeting.
              content:
                application/json:
                  schema:
                    type: object
                    required: [text]
                    properties: { text: { type: string } }

    """
}
