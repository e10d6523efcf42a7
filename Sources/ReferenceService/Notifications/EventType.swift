/// What the service tells the world about; each has its schema in `contracts/events/<name>.schema.json`.
public enum EventType: String, Sendable, CaseIterable {
  case sessionCreated = "session.created"
  case sessionFinalized = "session.finalized"
  case terminalTokenIssued = "terminal.token-issued"
}
