import GateKit
import GateModel
import JSONDocument

/// `log: {FIELD: CONDITION}`: waits for a log line (a JSON object) whose fields are all as they must be.
///
/// A field is a member name, or a selector such as `$.error.code`. `count` says how many such lines there must be.
public struct LogStep: StepAction {
  public static let keyword = "log"
  private static let maximumLines = 100_000
  private static let shownLines = 20

  private let fields: [(selector: JSONSelector, matcher: Matcher)]
  private let count: Matcher?
  private let deadline: Duration
  private let location: SourceLocation

  public init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    let node = try mapping.required(Self.keyword)
    location = node.location
    fields = try node.mapping(Self.keyword).entries.map { entry in
      let text = entry.key.hasPrefix("$") || entry.key.hasPrefix("/") ? entry.key : Self.path(toMember: entry.key)
      return (selector: try JSONSelector(text, at: entry.keyLocation), matcher: try Matcher(entry.value))
    }
    guard !fields.isEmpty else {
      throw GateError("'log' names no field", at: node.location, remedy: "Name at least one field and its value")
    }
    count = try mapping.optional("count").map { try Matcher($0) }
    deadline = try mapping.optional("within")?.duration("within") ?? .seconds(2)
  }

  public var summary: String { "a log line" }
  public var judges: Bool { true }

  private static func path(toMember name: String) -> String {
    "$['\(name.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))']"
  }

  public func run(in scope: inout StepScope) async throws {
    let interval = Duration.milliseconds(20)
    var waited = Duration.zero
    while true {
      let found = try matching(await scope.services.target.logLines(), scope.variables)
      let mismatch = try (count ?? .atLeast(.literal(1))).mismatch([.number(JSONNumber(found))], variables: scope.variables)
      guard let mismatch else {
        scope.judged += 1
        return
      }
      guard waited < deadline else {
        let lines = await scope.services.target.logLines().suffix(Self.shownLines)
        throw Unmet(
          "number of matching log lines", expected: mismatch.expected, found: mismatch.found,
          evidence: [Evidence(title: "last log lines", text: lines.joined(separator: "\n"))], at: location)
      }
      try await scope.services.clock.sleep(for: interval)
      waited += interval
    }
  }

  private func matching(_ lines: [String], _ variables: Variables) throws -> Int {
    var matching = 0
    for line in lines.suffix(Self.maximumLines) {
      guard let entry = try? JSONParser.parse(line) else { continue }
      let fits = try fields.allSatisfy { try $0.matcher.mismatch(try $0.selector.select(in: entry), variables: variables) == nil }
      if fits { matching += 1 }
    }
    return matching
  }
}
