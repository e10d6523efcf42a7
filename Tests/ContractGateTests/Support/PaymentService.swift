import JSONDocument
import Synchronization

/// A service of payments that keeps the key of each: a known key is answered as before, and refused when it comes with another body.
final class PaymentService: Sendable {
  enum KeyForm: String, Sendable, CaseIterable {
    case text = "type: string, minLength: 8, maxLength: 64"
    case uuid = "type: string, format: uuid"
    case short = "type: string, pattern: '^[a-z0-9]{6}$'"
  }

  private struct State {
    var answers: [String: (body: String, payment: JSONValue)] = [:]
    var payments: [String: JSONValue] = [:]
  }

  private let form: KeyForm
  private let takesAnyAmount: Bool
  private let state = Mutex(State())

  init(_ form: KeyForm, takesAnyAmount: Bool = false) { (self.form, self.takesAnyAmount) = (form, takesAnyAmount) }

  var document: String {
    """
    openapi: 3.1.0
    paths:
      /payments:
        post:
          parameters: [{name: Idempotency-Key, in: header, required: true, schema: {\(form.rawValue)}}]
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: '#/components/schemas/NewPayment'}}}
          responses:
            '201': {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/Payment'}}}}
            '400': {description: wrong}
            '415': {description: another type}
            '422': {description: the key came with another body}
      /payments/{id}:
        get:
          parameters: [{name: id, in: path, required: true, schema: {type: string}}]
          responses:
            '200': {description: it, content: {application/json: {schema: {$ref: '#/components/schemas/Payment'}}}}
            '404': {description: none}
    components:
      schemas:
        NewPayment:
          type: object
          required: [amount]
          additionalProperties: false
          properties: {amount: {type: integer, minimum: 1, maximum: 1000}, note: {type: string, maxLength: 20}}
        Payment:
          type: object
          required: [id, amount]
          properties: {id: {type: string}, amount: {type: integer}}
    """
  }

  func reply(to request: FixtureServer.Request) -> FixtureServer.Reply {
    let parts = request.path.split(separator: "/").map(String.init)
    switch (request.method, parts.first, parts.count) {
    case ("POST", "payments", 1): return pay(request)
    case ("GET", "payments", 2):
      return state.withLock { $0.payments[parts[1]] }.map { .json(200, $0.serialized()) } ?? FixtureServer.Reply(status: 404)
    case (_, "payments", 1...2): return FixtureServer.Reply(status: 405, headers: [("Allow", parts.count == 1 ? "POST" : "GET")])
    default: return FixtureServer.Reply(status: 404)
    }
  }

  private func pay(_ request: FixtureServer.Request) -> FixtureServer.Reply {
    guard request.headers["content-type"].first == "application/json" else { return FixtureServer.Reply(status: 415) }
    guard request.headers["idempotency-key"].count == 1, let key = request.headers["idempotency-key"].first, isKey(key),
      let amount = amount(in: request.body)
    else { return FixtureServer.Reply(status: 400) }
    return state.withLock { state in
      if let known = state.answers[key] {
        return known.body == request.body ? .json(201, known.payment.serialized()) : FixtureServer.Reply(status: 422)
      }
      let id = "payment-\(state.payments.count)"
      let payment: JSONValue = ["id": .string(id), "amount": amount]
      state.payments[id] = payment
      state.answers[key] = (request.body, payment)
      return .json(201, payment.serialized())
    }
  }

  private func isKey(_ key: String) -> Bool {
    switch form {
    case .text: (8...64).contains(key.unicodeScalars.count)
    case .uuid:
      key.split(separator: "-", omittingEmptySubsequences: false).map(\.count) == [8, 4, 4, 4, 12]
        && key.allSatisfy { $0 == "-" || $0.isHexDigit && $0.isASCII }
    case .short: key.utf8.count == 6 && key.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7a).contains($0) }
    }
  }

  private func amount(in text: String) -> JSONValue? {
    guard let body = (try? JSONParser.parse(text))?.object, body.duplicateKeys.isEmpty, Set(body.keys).isSubset(of: ["amount", "note"]),
      let amount = body["amount"], let number = amount.number, number.isInteger
    else { return nil }
    if let note = body["note"] { guard let text = note.string, text.unicodeScalars.count <= 20 else { return nil } }
    guard takesAnyAmount || number.int.map((1...1000).contains) ?? false else { return nil }
    return amount
  }
}
