import HTTPWire

extension ServiceComparison.Running {
  /// An instance of the built-in control workload in this process, for a self-test without a service; nobody counts its processor time.
  public static func calibration() async throws -> ServiceComparison.Running {
    let server = try await CalibrationServer.start()
    return ServiceComparison.Running(side: .init(host: server.endpoint.host, port: server.endpoint.port), group: nil) {
      await server.stop()
    }
  }
}
