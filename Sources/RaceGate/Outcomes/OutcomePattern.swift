import JSONDocument

/// Which outcomes are meant: `{status: 401, json: {/code: invalid_token}}`. What is not named is not looked at.
public struct OutcomePattern: Sendable, Hashable {
  public var statuses: [Int]
  /// Values in the JSON body, by pointer.
  public var json: [JSONCondition]

  /// A value that the body must hold.
  public struct JSONCondition: Sendable, Hashable {
    public var pointer: JSONPointer
    public var value: JSONValue

    public init(pointer: JSONPointer, value: JSONValue) {
      self.pointer = pointer
      self.value = value
    }
  }

  public init(statuses: [Int] = [], json: [JSONCondition] = []) {
    self.statuses = statuses
    self.json = json
  }

  /// True where the target answered, and answered this.
  public func matches(_ outcome: BurstOutcome) -> Bool {
    guard let status = outcome.status else { return false }
    guard statuses.isEmpty || statuses.contains(status) else { return false }
    guard !json.isEmpty else { return true }
    guard let body = outcome.body, let value = try? JSONParser.parse(body) else { return false }
    return json.allSatisfy { value[$0.pointer] == $0.value }
  }

  /// For messages: `status 401, /code "invalid_token"`.
  public var text: String {
    var parts: [String] = []
    if !statuses.isEmpty { parts.append("status " + statuses.map(String.init).joined(separator: " or ")) }
    parts += json.map { "\($0.pointer) \($0.value.serialized())" }
    return parts.isEmpty ? "any answer" : parts.joined(separator: ", ")
  }
}
