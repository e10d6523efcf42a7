import Logging

/// The list of contexts: the one place that a new context adds a line to (its schema is listed in ``ServiceSchema/healthy``).
enum ServiceContexts {
  static func all(_ configuration: ServiceConfiguration, parts: ServiceParts, logger: Logger) -> [any ServiceContext] {
    [
      OperationsContext(parts: parts.operations, metrics: parts.metrics, document: configuration.document),
      IdentityContext(
        configuration: configuration.identity, parts: parts.identity, store: parts.store, clock: parts.clock, logger: logger),
      NotificationsContext(configuration: configuration.notifications, parts: parts.notifications, logger: logger),
      EvidenceContext(configuration: configuration.evidence, phase2: configuration.phase2, parts: parts),
      DigestContext(form: parts.canonicalForm),
      TerminalContext(parts: parts),
      InventoryContext(parts: parts),
      BillingContext(configuration: configuration.billing, parts: parts),
      TrafficContext(
        configuration: configuration.traffic, parts: parts.traffic, store: parts.store, clock: parts.clock, logger: logger),
    ]
  }
}
