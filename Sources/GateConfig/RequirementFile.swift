import GateModel

/// The requirements of one capability: `contracts/requirements/*.yaml`.
public struct RequirementFile: Sendable {
  public var capability: String
  public var title: String
  public var requirements: [Requirement]

  /// - Throws: `ConfigError` with the line of what is wrong.
  public init(text: String, path: String) throws {
    var root = try ConfigDocument(text: text, path: path).root.mapping(path)
    capability = try root.required("capability").string("capability")
    title = try root.required("title").string("title")
    _ = try root.optional("area")?.string("area")
    let nodes = try root.required("requirements").list("requirements")
    try root.finish()
    requirements = []
    for node in nodes { requirements.append(try Self.requirement(node, capability: capability)) }
  }

  private static func requirement(_ node: ConfigNode, capability: String) throws -> Requirement {
    var mapping = try node.mapping("requirement")
    let stateNode = try mapping.required("state")
    guard let state = RequirementState(rawValue: try stateNode.string("state")) else {
      let states = RequirementState.allCases.map(\.rawValue).joined(separator: ", ")
      throw ConfigError("'state' is '\(try stateNode.string("state"))'", at: stateNode.location, remedy: "Give one of: \(states)")
    }
    let requirement = Requirement(
      id: RequirementID(try mapping.required("id").string("id")), capability: capability,
      text: try mapping.required("text").string("text"), gates: try mapping.required("gates").strings("gates"),
      checks: try mapping.required("checks").strings("checks").map { CheckID($0) },
      defects: try mapping.required("defects").strings("defects").map { DefectID($0) }, state: state, location: node.location)
    try mapping.finish()
    return requirement
  }
}

/// All requirements of a repository.
public struct RequirementRegister: Sendable {
  public var files: [RequirementFile]
  public var requirements: [Requirement] { files.flatMap(\.requirements) }

  /// - Parameter texts: path and text of each file.
  /// - Throws: `ConfigError`, also for an id that occurs twice.
  public init(texts: [(path: String, text: String)]) throws {
    files = try texts.map { try RequirementFile(text: $0.text, path: $0.path) }
    var seen: [RequirementID: SourceLocation] = [:]
    for requirement in files.flatMap(\.requirements) {
      if let first = seen[requirement.id] {
        throw ConfigError(
          "the requirement '\(requirement.id)' stands at \(first) too", at: requirement.location, remedy: "Keep one of the two")
      }
      seen[requirement.id] = requirement.location
    }
  }

  public subscript(id: RequirementID) -> Requirement? { requirements.first { $0.id == id } }
}
