/// Every check of the gate. A new one is a file in this folder and a line here.
enum CheckCatalog {
  static let all: [any ContractCheck] = document + response + request + access + robustness

  private static let document: [any ContractCheck] = [BrokenReferenceCheck(), BreakingChangeCheck()]

  private static let response: [any ContractCheck] = [
    ServerErrorCheck(), UndeclaredStatusCheck(), UndeclaredContentTypeCheck(), ResponseSchemaCheck(), ResponseHeaderCheck(),
    MalformedBodyCheck(), UnexpectedBodyCheck(), HeadUnlikeGetCheck(), ConditionalRequestCheck(),
  ]

  private static let request: [any ContractCheck] = [
    InvalidInputAcceptedCheck(), ValidInputRefusedCheck(), UnneededHeaderCheck(), UndeclaredMethodCheck(),
  ]

  private static let access: [any ContractCheck] = [MissingCredentialsCheck(), UndeclaredCredentialCheck()]

  private static let robustness: [any ContractCheck] = [HangCheck(), DroppedConnectionCheck()]
}
