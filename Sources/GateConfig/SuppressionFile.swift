import GateModel

/// Accepted findings (`baselines/suppressions.yml`): a list of entries with `fingerprint`, `check`, `reason`, `owner`,
/// `created` and `expires`.
///
/// A malformed entry does not hide the others: it comes back as a problem, which fails the run.
public struct SuppressionFile: Sendable {
  public var entries: [Suppression] = []
  public var problems: [ConfigError] = []

  public init() {}

  /// - Parameter isEarlier: whether the file is of an earlier commit, which may be of before `created` was asked for.
  /// - Throws: ``ConfigError`` when the file is no YAML or holds no list.
  public init(text: String, path: String, isEarlier: Bool = false) throws {
    let document = try ConfigDocument(text: text, path: path)
    var root = try document.root.mapping("suppressions file")
    let nodes = try root.optional("suppressions")?.list("suppressions") ?? []
    try root.finish()
    for node in nodes {
      do { entries.append(try Self.entry(node, isEarlier: isEarlier)) } catch let error as ConfigError { problems.append(error) }
    }
  }

  private static func entry(_ node: ConfigNode, isEarlier: Bool) throws -> Suppression {
    var mapping = try node.mapping("suppression")
    let fingerprint = try text("fingerprint", in: &mapping)
    let check = try text("check", in: &mapping)
    let reason = try text("reason", in: &mapping)
    let owner = try text("owner", in: &mapping)
    let start = try isEarlier && mapping.optional("created") == nil ? nil : day("created", in: &mapping)
    let (expires, last) = try day("expires", in: &mapping)
    let (created, first) = start ?? (expires, last)
    try mapping.finish()
    guard fingerprint.utf8.count == 32, fingerprint.allSatisfy(\.isHexDigit) else {
      throw ConfigError("'fingerprint' is not 32 hexadecimal digits", at: node.location, remedy: "Copy it from the report")
    }
    guard first <= last else {
      throw ConfigError("'expires' is before 'created'", at: node.location, remedy: "Let it end behind its beginning")
    }
    return Suppression(
      fingerprint: Fingerprint(text: fingerprint), check: CheckID(check), reason: reason, owner: owner, created: created,
      expires: expires, location: node.location)
  }

  private static func text(_ key: String, in mapping: inout ConfigMapping) throws -> String {
    let node = try mapping.required(key)
    let text = try node.string(key)
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw ConfigError("'\(key)' is empty", at: node.location, remedy: "Say it in words")
    }
    return text
  }

  private static func day(_ key: String, in mapping: inout ConfigMapping) throws -> (String, CalendarDay) {
    let node = try mapping.required(key)
    let text = try node.string(key)
    guard let day = CalendarDay(text) else {
      throw ConfigError("'\(key)' is '\(text)'", at: node.location, remedy: "Give a day as YYYY-MM-DD")
    }
    return (text, day)
  }
}
