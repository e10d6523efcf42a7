import Foundation
import Testing

/// A service behind TLS that wants a key in the query, a cookie and a token is gated as a whole, and no secret is left in the reports.
struct SecuredServiceTests {
  private static let environment = ["CLIENT_SECRET": "s3cret-client", "KEY": "k&y-s3cret", "SID": "c00kie-s3cret"]

  private func folder(address: String = "https://127.0.0.1:${port}", tls: String = "{ca: certificate.pem}", flag: String = "right") throws
    -> TemporaryFolder
  {
    let folder = try TemporaryFolder()
    _ = try folder.write("service.py", Self.service)
    _ = try folder.write("openapi.yaml", Self.document)
    _ = try folder.write(
      "gatehouse.yml",
      """
      service:
        command: [python3, service.py, "${port}", certificate.pem, key.pem, \(flag)]
        address: \(address)
        tls: \(tls)
        ready: {path: /ready, within: 30s}
      identities:
        me:
          oauth:
            {token_url: "https://127.0.0.1:${port}/token", client_id: me, client_secret: "${env.CLIENT_SECRET}", ca: certificate.pem}
          api_key: {name: api key, in: query, value: "${env.KEY}"}
          cookie: {sid: "${env.SID}"}
      contract: {document: openapi.yaml}
      """)
    let openssl = Process()
    openssl.executableURL = URL(filePath: "/usr/bin/env")
    openssl.arguments = [
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "\(folder.path)/key.pem",
      "-out", "\(folder.path)/certificate.pem", "-days", "2", "-subj", "/CN=localhost", "-addext",
      "subjectAltName=DNS:localhost,IP:127.0.0.1",
    ]
    openssl.standardError = FileHandle.nullDevice
    try openssl.run()
    openssl.waitUntilExit()
    try #require(openssl.terminationStatus == 0)
    return folder
  }

  private func check(_ folder: TemporaryFolder) async throws -> (ending: GatehouseBinary.Ending, log: String) {
    let ending = try await GatehouseBinary.run(
      ["check", "--config", "\(folder.path)/gatehouse.yml", "--reports", "\(folder.path)/reports", "--seed", "1"],
      environment: Self.environment)
    return (ending, try String(contentsOfFile: "\(folder.path)/reports/run.jsonl", encoding: .utf8))
  }

  @Test("A right service passes", .timeLimit(.minutes(4)))
  func right() async throws {
    let folder = try folder()
    defer { folder.remove() }
    let run = try await check(folder)
    #expect(run.ending.exitCode == 0, "\(run.ending.output)\(run.ending.errors)")
    #expect(run.log.contains("contract/wrong-credentials-accepted GET /by-key"))
  }

  @Test("A wrong one fails, and neither key nor cookie nor token is in what is reported", .timeLimit(.minutes(4)))
  func wrong() async throws {
    let folder = try folder(flag: "wrong")
    defer { folder.remove() }
    let run = try await check(folder)
    #expect(run.ending.exitCode == 1, "\(run.ending.output)\(run.ending.errors)")
    #expect(run.log.contains("api%20key=[redacted]"))
    for secret in ["s3cret", "tok3n"] { #expect(!(run.log + run.ending.output + run.ending.errors).contains(secret)) }
  }

  @Test("A certificate that is not trusted ends the run with what to do", .timeLimit(.minutes(4)))
  func untrusted() async throws {
    let folder = try folder(tls: "{}")
    defer { folder.remove() }
    let run = try await check(folder)
    #expect(run.ending.exitCode == 2)
    #expect(run.log.contains("self-signed certificate"))
    #expect(run.log.contains("service.tls.ca"))
  }

  private static let document = """
    openapi: 3.1.0
    info: {title: secured, version: "1"}
    paths:
      /by-key:
        get:
          operationId: byKey
          security: [{key: []}]
          responses:
            "200": {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Answer'}}}}
            "401": {description: who, content: {application/json: {schema: {type: object}}}}
      /by-cookie:
        get:
          operationId: byCookie
          security: [{session: []}]
          responses:
            "200": {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Answer'}}}}
            "401": {description: who, content: {application/json: {schema: {type: object}}}}
      /by-token:
        get:
          operationId: byToken
          security: [{token: []}]
          responses:
            "200": {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Answer'}}}}
            "401": {description: who, content: {application/json: {schema: {type: object}}}}
    components:
      schemas:
        Answer: {type: object, required: [ok], properties: {ok: {type: string}}}
      securitySchemes:
        key: {type: apiKey, in: query, name: api key}
        session: {type: apiKey, in: cookie, name: sid}
        token: {type: oauth2, flows: {clientCredentials: {tokenUrl: /token, scopes: {}}}}
    """

  private static let service = #"""
    import base64, socketserver, http.server, json, ssl, sys, urllib.parse
    port, cert, key = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def answer(self, status, value, headers={}):
            body = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            for n, v in headers.items(): self.send_header(n, v)
            self.end_headers()
            self.wfile.write(body)
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            if self.path == "/token":
                want = "Basic " + base64.b64encode(b"me:s3cret-client").decode()
                if self.headers.get("Authorization") != want: return self.answer(401, {"error": "invalid_client"})
                return self.answer(200, {"access_token": "tok3n-of-me", "token_type": "Bearer", "expires_in": 60})
            if self.path in PATHS: return self.answer(405, {"error": "method"}, {"Allow": "GET"})
            self.answer(404, {"error": "none"})
        def do_GET(self):
            url = urllib.parse.urlsplit(self.path)
            query = urllib.parse.parse_qs(url.query)
            if url.path == "/ready": return self.answer(200, {})
            ok = {
                "/by-key": query.get("api key") == ["k&y-s3cret"],
                "/by-cookie": "sid=c00kie-s3cret" in (self.headers.get("Cookie") or ""),
                "/by-token": self.headers.get("Authorization") == "Bearer tok3n-of-me",
            }.get(url.path)
            if ok is None: return self.answer(404, {"error": "none"})
            if not ok: return self.answer(401, {"error": "who"})
            self.answer(200, {"ok": "yes" if "wrong" not in sys.argv else 5})
        def other(self):
            self.answer(405, {"error": "method"}, {"Allow": "GET"})
        do_PUT = do_DELETE = do_PATCH = do_TRACE = do_OPTIONS = other
        def log_message(self, *a): pass
    PATHS = {"/by-key", "/by-cookie", "/by-token"}
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); context.load_cert_chain(cert, key)
    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True; daemon_threads = True
        request_queue_size = 64
        def finish_request(self, r, a): self.RequestHandlerClass(context.wrap_socket(r, server_side=True), a, self)
        def handle_error(self, r, a): pass
    Server(("127.0.0.1", port), Handler).serve_forever()
    """#
}
