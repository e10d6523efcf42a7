/// Every check of the gate. A new one is a file in this folder and a line here.
enum CheckCatalog {
  static let all: [any ContractCheck] = [
    BrokenReferenceCheck(), NoAnswerCheck(), ServerErrorCheck(), UndeclaredStatusCheck(), UndeclaredContentTypeCheck(),
    ResponseSchemaCheck(), ResponseHeaderCheck(), UndeclaredCredentialCheck(), MissingCredentialsCheck(), UnneededHeaderCheck(),
    MethodNotAllowedCheck(), ConditionalRequestCheck(),
  ]
}
