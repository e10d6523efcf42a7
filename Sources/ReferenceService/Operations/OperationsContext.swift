/// How the service is: alive, ready, and in numbers.
struct OperationsContext: ServiceContext {
  static let readinessChecks = MetricFamily.counter("readiness_checks_total", "Readiness checks by result.")

  private struct Liveness: Encodable { let status = "live" }

  let parts: OperationsParts
  let metrics: MetricsRegistry
  let document: PublishedDocument?

  var routes: [Route] {
    [
      Route(.get, "/healthz", operationID: "getLiveness", access: .open) { _ in try .json(Liveness()) },
      Route(.get, "/readyz", operationID: "getReadiness", access: .open, handler: ready),
      Route(.get, "/openapi.json", operationID: "getDocument", access: .open) { [document] _ in
        guard let document else { throw ServiceError.notFound("The service was started without its document.") }
        return ServiceResponse(status: .ok, headers: [.contentType: "application/json"], body: document.json)
      },
      Route(.get, "/metrics", operationID: "getMetrics", access: .open) { [metrics] _ in
        .text(metrics.render(), contentType: "text/plain; version=0.0.4; charset=utf-8")
      },
    ]
  }

  private func ready(_ request: ServiceRequest) async throws -> ServiceResponse {
    let report = await parts.readiness.report(parts.probes) { name, error in
      request.logger.warning("dependency down", metadata: ["dependency": "\(name)", "error": "\(LogRedaction.bounded(error))"])
    }
    metrics.increment(Self.readinessChecks, labels: ["result": report.isReady ? "ready" : "unavailable"])
    return try .json(report, status: report.isReady ? .ok : .serviceUnavailable)
  }
}
