/// Event schemas with a secret in them, in the two disguises that a careless guard lets through, and an outbox that is none.
enum OutboxDefects {
  static let all = [
    SeededDefect(
      "outbox.camel-case-evades", requirements: ["S2-P10.1"], "An event schema has the field `accessToken`, written in camel case.",
      change: .overlay(["contracts/events/terminal.attached.schema.json": camelCase])),
    SeededDefect(
      "outbox.nested-ref-unscanned", requirements: ["S2-P10.1"], "An event schema reaches a `password` field only through a reference.",
      change: .overlay(["contracts/events/account.changed.schema.json": behindReference])),
    SeededDefect(
      "outbox.event-behind-commit", requirements: ["S2-P10.1"], "An event is written behind the commit of the change that it tells of.",
      change: .parts { parts in parts.notifications.outbox = EventBehindCommit(healthy: parts.notifications.outbox) }),
  ]

  private static let camelCase = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "terminal.attached",
      "type": "object",
      "additionalProperties": false,
      "required": ["event_id", "session_id", "accessToken"],
      "properties": {
        "event_id": {"type": "string", "format": "uuid"},
        "session_id": {"type": "string", "format": "uuid"},
        "accessToken": {"type": "string"}
      }
    }

    """

  private static let behindReference = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "account.changed",
      "type": "object",
      "additionalProperties": false,
      "required": ["event_id", "account"],
      "properties": {
        "event_id": {"type": "string", "format": "uuid"},
        "account": {"$ref": "#/$defs/account"}
      },
      "$defs": {
        "account": {
          "type": "object",
          "additionalProperties": false,
          "required": ["account_id", "login"],
          "properties": {
            "account_id": {"type": "string"},
            "login": {"$ref": "#/$defs/login"}
          }
        },
        "login": {
          "type": "object",
          "additionalProperties": false,
          "required": ["password"],
          "properties": {"password": {"type": "string"}}
        }
      }
    }

    """
}
