/// Faults of the contract document.
enum ContractDefects {
  static let all = [
    SeededDefect(
      "openapi.session-header-undeclared", requirements: ["S1-H1"],
      "The document omits the session token on finalize, which the service requires.",
      change: .contract { try withoutSessionToken(operationID: "finalizeSession", in: $0) })
  ]

  /// The document without the lines of one operation that name the session token: its parameter or its security scheme.
  private static func withoutSessionToken(operationID: String, in document: String) throws -> String {
    let lines = document.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { $0.hasSuffix("operationId: \(operationID)") }) else {
      throw DefectDoesNotFit(reason: "The contract document has no operation '\(operationID)'.")
    }
    let indentation = lines[start].prefix { $0 == " " }.count
    let rest = lines[(start + 1)...]
    let end = rest.firstIndex { !$0.isEmpty && $0.prefix { $0 == " " }.count < indentation } ?? lines.endIndex
    let kept = lines[start..<end].filter { !$0.contains("SessionToken") && !$0.contains("sessionToken") }
    guard kept.count < end - start else {
      throw DefectDoesNotFit(reason: "The operation '\(operationID)' names no session token.")
    }
    return (lines[..<start] + kept + lines[end...]).joined(separator: "\n")
  }
}
