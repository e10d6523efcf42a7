import GateModel
import HTTPWire
import JSONDocument
import OpenAPI

/// A request and what came back.
struct Exchange: Sendable {
  enum Answer: Sendable {
    case response(WireResponse)
    case failure(WireError)
  }

  let request: ComposedRequest
  let answer: Answer
  /// The body as JSON, where its type says so and it parses.
  let responseJSON: JSONValue?
  /// Why a body that says that it is JSON isn't.
  let parseError: JSONParseError?

  init(request: ComposedRequest, answer: Answer) {
    (self.request, self.answer) = (request, answer)
    guard case .response(let response) = answer, let type = response.headers["Content-Type"], MediaTypeName(type).isJSON,
      !response.body.isEmpty
    else {
      (responseJSON, parseError) = (nil, nil)
      return
    }
    do throws(JSONParseError) {
      (responseJSON, parseError) = (try JSONParser.parse(response.body), nil)
    } catch {
      (responseJSON, parseError) = (nil, error)
    }
  }

  var operation: Operation { request.operation }

  var response: WireResponse? { if case .response(let response) = answer { response } else { nil } }

  /// What the document says about the status that came back.
  var declaration: Response? { response.flatMap { operation.response(for: $0.status) } }

  /// Whether a body may come with this answer at all (RFC 9110, section 6.4.1).
  var mayHaveBody: Bool {
    guard let status = response?.status else { return false }
    return operation.method != "HEAD" && status >= 200 && status != 204 && status != 304
  }

  /// The call and the answer, for a finding.
  var evidence: [Evidence] {
    var items = [Evidence(title: "request", text: CurlLine.text(request))]
    switch answer {
    case .response(let response):
      let headers = response.headers.filter { !request.secrets.contains($0.name.lowercased()) }.map { "\($0.name): \($0.value)" }
      let body = String(decoding: response.body.prefix(4_096), as: UTF8.self)
      items.append(Evidence(title: "response", text: (["\(response.status)"] + headers + ["", body]).joined(separator: "\n")))
    case .failure(let error): items.append(Evidence(title: "response", text: "none: \(error.detail)"))
    }
    return items
  }
}
