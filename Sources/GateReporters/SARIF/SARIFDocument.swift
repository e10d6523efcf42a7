/// SARIF 2.1.0 (OASIS) as far as Gatehouse writes it. Names are those of the standard.
struct SARIFDocument: Encodable {
  let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
  let version = "2.1.0"
  var runs: [Run]

  enum CodingKeys: String, CodingKey {
    case schema = "$schema"
    case version, runs
  }

  struct Run: Encodable {
    var tool: Tool
    var invocations: [Invocation]
    var results: [Result]
    var automationDetails: AutomationDetails?
    var properties: RunProperties
  }

  struct Tool: Encodable { var driver: Driver }

  struct Driver: Encodable {
    var name: String
    var version: String?
    var rules: [Rule]
  }

  /// `reportingDescriptor`.
  struct Rule: Encodable {
    var id: String
    var name: String
    var shortDescription: Text
    var fullDescription: Text
    var help: Text
    var defaultConfiguration: Configuration
    var properties: RuleProperties
  }

  struct Configuration: Encodable { var level: Level }

  struct RuleProperties: Encodable { var tags: [String] }

  enum Level: String, Encodable { case note, warning, error }

  /// `message` and `multiformatMessageString`.
  struct Text: Encodable { var text: String }

  struct Result: Encodable {
    var ruleId: String
    var ruleIndex: Int
    var level: Level
    var message: Text
    var locations: [Location]
    var partialFingerprints: [String: String]
    var occurrenceCount: Int
    /// Empty says that it is not suppressed.
    var suppressions: [Suppression]
    var properties: ResultProperties
  }

  struct ResultProperties: Encodable {
    var tags: [String]
    var requirements: [String]
    var gate: String
    var `case`: String
    var remedy: String
    var evidence: [Evidence]
    /// `active`, `suppressed` or `unstable`.
    var disposition: String
  }

  struct Evidence: Encodable {
    var title: String
    var text: String
  }

  struct Suppression: Encodable {
    let kind = "external"
    let status = "accepted"
    var justification: String

    enum CodingKeys: String, CodingKey { case kind, status, justification }
  }

  struct Location: Encodable {
    var physicalLocation: PhysicalLocation?
    var logicalLocations: [LogicalLocation]?
  }

  struct LogicalLocation: Encodable { var fullyQualifiedName: String }

  struct PhysicalLocation: Encodable {
    var artifactLocation: ArtifactLocation
    var region: Region?
  }

  struct ArtifactLocation: Encodable {
    var uri: String
    let uriBaseId = "%SRCROOT%"

    enum CodingKeys: String, CodingKey { case uri, uriBaseId }
  }

  struct Region: Encodable {
    var startLine: Int
    var startColumn: Int?
    var endLine: Int?
    var endColumn: Int?
  }

  struct Invocation: Encodable {
    var executionSuccessful: Bool
    var exitCode: Int
    var startTimeUtc: String?
    var toolExecutionNotifications: [Notification]
  }

  struct Notification: Encodable {
    var level: Level
    var message: Text
  }

  struct AutomationDetails: Encodable { var id: String }

  struct RunProperties: Encodable {
    var verdict: String
    var notes: [String]
    var seed: String?
    var shard: String?
    var planDigest: String?
    var target: String?
  }
}
