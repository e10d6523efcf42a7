import GateConfig

/// Fills `${env.NAME}` into values of `gatehouse.yml`, so that secrets need not stand in it.
struct EnvironmentValues: Sendable {
  let variables: [String: String]

  /// - Throws: `ConfigError` for a list or mapping, and for a variable that is not set or empty: a secret that is missing would only
  ///   show later, as a call that is refused.
  func string(_ node: ConfigNode, _ name: String) throws -> String {
    var rest = Substring(try node.string(name))
    var result = ""
    while let start = rest.firstRange(of: "${env.") {
      result += rest[..<start.lowerBound]
      guard let end = rest[start.upperBound...].firstIndex(of: "}") else {
        throw ConfigError("'\(name)' has a '${env.' without an end", at: node.location, remedy: "Write ${env.NAME}")
      }
      let variable = String(rest[start.upperBound..<end])
      guard let value = variables[variable], !value.isEmpty else {
        let state = variables[variable] == nil ? "not set" : "empty"
        throw ConfigError(
          "'\(name)' takes the environment variable '\(variable)', which is \(state)", at: node.location,
          remedy: "Set it where Gatehouse runs, in CI as a masked variable")
      }
      result += value
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }
}
