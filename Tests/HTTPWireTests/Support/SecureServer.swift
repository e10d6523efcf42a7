import Foundation
import Testing

/// A server in another process that speaks TLS, with a certificate of its own for `localhost` and 127.0.0.1.
struct SecureServer {
  let port: Int
  /// Path of the certificate that it shows.
  let certificate: String

  static func with(_ body: (SecureServer) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "gatehouse-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (key, certificate) = (folder.appending(path: "key.pem").path, folder.appending(path: "certificate.pem").path)
    let maker = try start([
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out", certificate,
      "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
    ])
    maker.process.waitUntilExit()
    try #require(maker.process.terminationStatus == 0)
    let server = try start(["python3", "-c", program, certificate, key])
    defer {
      server.process.terminate()
      server.process.waitUntilExit()
    }
    let line = String(decoding: server.output.fileHandleForReading.availableData, as: UTF8.self)
    let port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))
    try await body(SecureServer(port: port, certificate: certificate))
  }

  private static func start(_ words: [String]) throws -> (process: Process, output: Pipe) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    return (process, output)
  }

  /// Answers every GET with the path and a kept connection; `/large` with a megabyte, `/close` without a length.
  private static let program = """
    import http.server, socketserver, ssl, sys
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def do_GET(self):
            body = b"x" * 1000000 if self.path == "/large" else self.path.encode()
            self.send_response(200)
            if self.path == "/close":
                self.close_connection = True
            else:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        def log_message(self, *arguments):
            pass
    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        request_queue_size = 64
        def finish_request(self, request, address):
            self.RequestHandlerClass(context.wrap_socket(request, server_side=True), address, self)
        def handle_error(self, request, address):
            pass
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    server = Server(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()
    """
}
