/// Faults of the contract document.
enum ContractDefects {
  static let all = [
    SeededDefect(
      "openapi.session-header-undeclared", requirements: ["S1-H1"],
      "The document omits the session token on finalize, which the service requires.",
      change: .contract { try withoutSessionToken(operationID: "finalizeSession", in: $0) }),
    SeededDefect(
      "openapi.external-ref", requirements: ["S1-M10"], "A schema of the document points at a file beside it.",
      change: .contract { text in
        let edit = FileEdit(
          "contracts/openapi.yaml", replace: "$ref: '#/components/schemas/LedgerEntry'", with: "$ref: 'schemas/ledger-entry.yaml'")
        return try edit.applied(to: text)
      }),
    SeededDefect(
      "phase2.breaking-change", requirements: ["S2-T6"], "With phase 2 switched on, a session must name its region.",
      change: .files([
        FileEdit(
          "contracts/openapi.phase2.yaml", replace: "    SessionRequest:\n", with: "    SessionRequest:\n      required: [region]\n")
      ])),
  ]

  /// The document without the lines of one operation that name the session token: its parameter or its security scheme.
  private static func withoutSessionToken(operationID: String, in document: String) throws -> String {
    let lines = document.split(separator: "\n", omittingEmptySubsequences: false)
    // A link names the operation too, further in than the operation itself.
    let naming = lines.indices.filter { lines[$0].hasSuffix(" operationId: \(operationID)") }
    guard let start = naming.min(by: { indentation(of: lines[$0]) < indentation(of: lines[$1]) }) else {
      throw DefectDoesNotFit(reason: "The contract document has no operation '\(operationID)'.")
    }
    let depth = indentation(of: lines[start])
    let end = lines[(start + 1)...].firstIndex { !$0.isEmpty && indentation(of: $0) < depth } ?? lines.endIndex
    let kept = lines[start..<end].filter { !$0.contains("SessionToken") && !$0.contains("sessionToken") }
    guard kept.count < end - start else {
      throw DefectDoesNotFit(reason: "The operation '\(operationID)' names no session token.")
    }
    return (lines[..<start] + kept + lines[end...]).joined(separator: "\n")
  }

  private static func indentation(of line: Substring) -> Int { line.prefix { $0 == " " }.count }
}
