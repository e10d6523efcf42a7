extension Change {
  /// What kind of change it is; the raw value is stable and names the kind in reports.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    // Paths and operations
    case pathRemoved = "path-removed"
    case operationRemoved = "operation-removed"
    case operationAdded = "operation-added"
    case operationIDChanged = "operation-id-changed"
    case basePathChanged = "base-path-changed"
    case pathParameterRenamed = "path-parameter-renamed"
    // Deprecation
    case sunsetOperationRemoved = "sunset-operation-removed"
    case operationDeprecated = "operation-deprecated"
    case deprecatedWithoutSunset = "deprecated-without-sunset"
    case sunsetMovedEarlier = "sunset-moved-earlier"
    case sunsetPassed = "sunset-passed"
    case sunsetUnreadable = "sunset-unreadable"
    // Parameters
    case parameterAdded = "parameter-added"
    case requiredParameterAdded = "required-parameter-added"
    case parameterBecameRequired = "parameter-became-required"
    case parameterRemoved = "parameter-removed"
    case parameterMoved = "parameter-moved"
    case parameterStyleChanged = "parameter-style-changed"
    case parameterDefaultChanged = "parameter-default-changed"
    // Requests
    case requestBodyAdded = "request-body-added"
    case requiredRequestBodyAdded = "required-request-body-added"
    case requestBodyBecameRequired = "request-body-became-required"
    case requestMediaTypeRemoved = "request-media-type-removed"
    case requestTypeChanged = "request-type-changed"
    case requestEnumValueRemoved = "request-enum-value-removed"
    case requestPropertyBecameRequired = "request-property-became-required"
    case requestSchemaNarrowed = "request-schema-narrowed"
    case requestPropertyRemoved = "request-property-removed"
    case requestNumberNarrowed = "request-number-narrowed"
    // Responses
    case successStatusRemoved = "success-status-removed"
    case statusRemoved = "status-removed"
    case successStatusAdded = "success-status-added"
    case statusAdded = "status-added"
    case responseBodyRemoved = "response-body-removed"
    case responseMediaTypeRemoved = "response-media-type-removed"
    case responseMediaTypeAdded = "response-media-type-added"
    case responseTypeChanged = "response-type-changed"
    case responseEnumValueAdded = "response-enum-value-added"
    case responsePropertyBecameOptional = "response-property-became-optional"
    case responsePropertyRemoved = "response-property-removed"
    case responseNumberWidened = "response-number-widened"
    case responseObjectOpened = "response-object-opened"
    case responseSchemaWidened = "response-schema-widened"
    case responseHeaderRemoved = "response-header-removed"
    case responseHeaderBecameOptional = "response-header-became-optional"
    // Security
    case securityAdded = "security-added"
    case securityAlternativeRemoved = "security-alternative-removed"
    case securityScopeAdded = "security-scope-added"
    /// Neither proved compatible nor refuted by a witness.
    case undecided

    /// The usual severity.
    public var severity: Severity {
      switch self {
      case .operationAdded, .operationIDChanged, .pathParameterRenamed, .sunsetOperationRemoved, .operationDeprecated, .sunsetPassed,
        .parameterAdded, .requestBodyAdded, .statusRemoved, .statusAdded, .responseMediaTypeAdded, .undecided:
        .note
      case .deprecatedWithoutSunset, .sunsetMovedEarlier, .sunsetUnreadable, .parameterRemoved, .parameterDefaultChanged,
        .successStatusAdded, .requestPropertyRemoved, .requestNumberNarrowed, .responsePropertyRemoved, .responseNumberWidened,
        .responseObjectOpened:
        .warning
      default: .error
      }
    }

    /// What to do when the change isn't meant.
    public var remedy: String {
      switch self {
      case .pathRemoved, .operationRemoved:
        "Keep it, mark it 'deprecated: true' with 'x-sunset: YYYY-MM-DD', and remove it after that day"
      case .sunsetOperationRemoved, .operationAdded, .pathParameterRenamed, .parameterAdded, .requestBodyAdded, .statusAdded,
        .statusRemoved, .responseMediaTypeAdded, .operationDeprecated:
        "Nothing has to be done"
      case .operationIDChanged: "Keep the operationId where clients are generated from the document"
      case .basePathChanged: "Keep the old base path served beside the new one"
      case .deprecatedWithoutSunset: "Add 'x-sunset: YYYY-MM-DD', so that clients know how long it stays"
      case .sunsetMovedEarlier: "Keep the day that was announced, or a later one"
      case .sunsetPassed: "Remove the operation, or announce a later day"
      case .sunsetUnreadable: "Write the day as YYYY-MM-DD"
      case .requiredParameterAdded, .parameterBecameRequired: "Make the parameter optional, with a default for clients that don't send it"
      case .parameterRemoved: "Go on accepting the parameter, deprecated, while clients still send it"
      case .parameterMoved, .parameterStyleChanged: "Add a parameter of another name, and keep this one as it was"
      case .parameterDefaultChanged: "Keep the default; clients that leave the parameter out rely on it"
      case .requiredRequestBodyAdded, .requestBodyBecameRequired: "Make the body optional"
      case .requestMediaTypeRemoved: "Go on accepting the media type"
      case .requestTypeChanged, .requestEnumValueRemoved, .requestSchemaNarrowed: "Go on accepting what was accepted, or add a new field"
      case .requestPropertyRemoved: "Go on describing and reading the property, deprecated, while clients still send it"
      case .requestNumberNarrowed, .responseNumberWidened: "Keep the format, or add a new field beside the old one"
      case .requestPropertyBecameRequired: "Make the property optional, with a default"
      case .successStatusRemoved, .successStatusAdded: "Answer with the status that clients know"
      case .responseBodyRemoved, .responseMediaTypeRemoved: "Go on offering the media type"
      case .responseTypeChanged, .responseSchemaWidened: "Keep to what clients can read, or add a new field beside the old one"
      case .responseEnumValueAdded: "Answer with a known value, or offer the new ones under a new field or version"
      case .responsePropertyBecameOptional, .responsePropertyRemoved: "Go on sending the property"
      case .responseObjectOpened: "Keep 'additionalProperties: false', or tell clients to ignore what they don't know"
      case .responseHeaderRemoved, .responseHeaderBecameOptional: "Go on sending the header"
      case .securityAdded, .securityAlternativeRemoved: "Go on accepting the credentials that were enough"
      case .securityScopeAdded: "Don't demand scopes that tokens in use lack"
      case .undecided: "Compare the two schemas by hand, or write them alike"
      }
    }
  }
}
