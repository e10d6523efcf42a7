import JSONDocument

/// The outcomes of a kind have so many different values, for example one and the same error body.
public struct DistinctInvariant: Sendable, Hashable {
  /// What is compared.
  public enum Value: Sendable, Hashable {
    case body
    case json(JSONPointer)

    var text: String {
      switch self {
      case .body: "body"
      case .json(let pointer): pointer.description
      }
    }
  }

  public var pattern: OutcomePattern
  public var value: Value
  public var count: Int
  /// Members of the JSON body that may differ, such as a correlation id.
  public var ignoring: [JSONPointer]

  public init(of pattern: OutcomePattern, value: Value, count: Int, ignoring: [JSONPointer] = []) {
    self.pattern = pattern
    self.value = value
    self.count = count
    self.ignoring = ignoring
  }

  func violation(in round: RoundRecord) -> String? {
    let values = Set(round.outcomes.filter(pattern.matches).map(key))
    guard values.count != count, !(values.isEmpty && count > 0) else { return nil }
    let samples = values.sorted().prefix(3).map { String($0.prefix(200)) }.joined(separator: " | ")
    return "the answers with \(pattern.text) have \(values.count) different values of \(value.text), \(count) expected: \(samples)"
  }

  private func key(_ outcome: BurstOutcome) -> String {
    let body = outcome.body ?? []
    guard value != .body || !ignoring.isEmpty, let json = try? JSONParser.parse(body) else { return String(decoding: body, as: UTF8.self) }
    switch value {
    case .body: return without(ignoring, json).canonical()
    case .json(let pointer): return json[pointer]?.canonical() ?? "(missing)"
    }
  }

  /// The document without the members at these pointers of the first level.
  private func without(_ pointers: [JSONPointer], _ value: JSONValue) -> JSONValue {
    guard let object = value.object else { return value }
    let members = object.members.filter { member in !pointers.contains(JSONPointer.root.appending(member.key)) }
    return .object(JSONObject(members))
  }
}
