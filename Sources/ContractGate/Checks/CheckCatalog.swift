/// Every check of the gate. A new one is a file in this folder and a line here.
enum CheckCatalog {
  static let all: [any ContractCheck] = document + response + request + state + access + robustness + leak

  private static let document: [any ContractCheck] = [
    BrokenReferenceCheck(), BreakingChangeCheck(), DuplicateOperationIDCheck(), PathParameterMismatchCheck(), InvalidExampleCheck(),
    UnsatisfiableSchemaCheck(),
  ]

  private static let response: [any ContractCheck] = [
    ServerErrorCheck(), UndeclaredStatusCheck(), UndeclaredContentTypeCheck(), ResponseSchemaCheck(), ResponseHeaderCheck(),
    MalformedBodyCheck(), MalformedEventStreamCheck(), UnexpectedBodyCheck(), HeadUnlikeGetCheck(), ConditionalRequestCheck(),
  ]

  private static let request: [any ContractCheck] = [
    InvalidInputAcceptedCheck(), ValidInputRefusedCheck(), UnneededHeaderCheck(), UndeclaredMethodCheck(),
    MediaTypeNotRefusedCheck(), UnknownPropertyAcceptedCheck(), ReadOnlyPropertyAcceptedCheck(), DuplicateKeyAcceptedCheck(),
  ]

  private static let state: [any ContractCheck] = [
    ReadAfterDeleteCheck(), CreatedNotFoundCheck(), DeadLocationCheck(), PutNotIdempotentCheck(), RefusedWriteCheck(), ForeignParentCheck(),
  ]

  private static let access: [any ContractCheck] = [
    MissingCredentialsCheck(), UndeclaredCredentialCheck(), WrongCredentialsCheck(), ExpiredCredentialsCheck(), MissingScopeCheck(),
    ForeignObjectCheck(),
  ]

  private static let robustness: [any ContractCheck] = [
    HangCheck(), DroppedConnectionCheck(), DeepNestingCheck(), ExtremeNumberCheck(), UnusualTextCheck(), NULCharacterCheck(),
    LongInputCheck(),
  ]

  private static let leak: [any ContractCheck] = [LeakedStackTraceCheck(), LeakedSQLCheck(), LeakedPathCheck(), LeakedCredentialCheck()]
}
