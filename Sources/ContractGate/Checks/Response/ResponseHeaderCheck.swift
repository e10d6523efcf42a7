import GateKit
import GateModel
import JSONDocument
import JSONSchema
import OpenAPI

/// A header that a response declares as required must be there, and every declared one must be valid against its schema.
struct ResponseHeaderCheck: ExchangeCheck {
  let descriptor = CheckDescriptor(
    id: "contract/response-header", title: "Header that is missing or breaks its schema",
    rationale: "Clients rely on declared headers such as a session token, a location or an entity tag.",
    remedy: "Send the header as the document declares it, or correct the document")

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool { operation.responses.contains { !$0.headers.isEmpty } }

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) throws -> [Violation]? {
    guard exchange.trial.stance.isWithinDocument, let response = exchange.response, let declaration = exchange.declaration,
      !declaration.headers.isEmpty
    else { return nil }
    var name: String { "\(exchange.operation.name) answered \(response.status)" }
    var violations: [Violation] = []
    for header in declaration.headers {
      guard let text = response.headers[header.name] else {
        if header.isRequired {
          violations.append(
            Violation("\(name) without the header \(header.name)", at: header.pointer, cause: [header.name, "missing"]))
        }
        continue
      }
      guard let place = header.schema else { continue }
      let schema = try model.responseSchema(at: place)
      if let error = Self.error(text, schema) {
        violations.append(
          Violation(
            "\(name) with the header \(header.name) wrong: \(error.message)", at: error.schema.pointer,
            cause: [header.name, error.keyword]))
      }
    }
    return violations
  }

  /// A header is text; it is valid when any way to read it is: as a string, as a number, boolean or null, or as a list.
  private static func error(_ text: String, _ schema: CompiledSchema) -> ValidationError? {
    let whole = JSONValue.string(text)
    if schema.accepts(whole) { return nil }
    var readings: [JSONValue] = []
    if let number = JSONNumber(text) { readings.append(.number(number)) }
    if text == "true" || text == "false" { readings.append(.bool(text == "true")) }
    readings.append(.array(text.split(separator: ",").map { .string($0.trimmingPrefix(while: \.isWhitespace).description) }))
    return readings.contains(where: schema.accepts) ? nil : schema.validate(whole).first
  }
}
