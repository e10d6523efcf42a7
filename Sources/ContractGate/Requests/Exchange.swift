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

  let trial: Trial
  let request: ComposedRequest
  let answer: Answer
  /// Whether nobody listens any more after this call.
  var leftServiceDown = false
  /// What the document says about the status that came back.
  let declaration: Response?
  /// The media type of the answer, where it names one.
  let media: MediaTypeName?
  /// The body as JSON, where its type says so and it parses.
  let responseJSON: JSONValue?
  /// Why a body that says that it is JSON isn't.
  let parseError: JSONParseError?
  /// The body as a person would read it; nil without one, and for what is no text.
  let text: LeakText?

  init(trial: Trial, request: ComposedRequest, answer: Answer) {
    (self.trial, self.request, self.answer) = (trial, request, answer)
    guard case .response(let response) = answer else {
      (declaration, media, responseJSON, parseError, text) = (nil, nil, nil, nil, nil)
      return
    }
    declaration = request.operation.response(for: response.status)
    media = response.headers["Content-Type"].map { MediaTypeName($0) }
    guard !response.body.isEmpty else {
      (responseJSON, parseError, text) = (nil, nil, nil)
      return
    }
    text = LeakText(response, of: media)
    guard let media, media.isJSON else {
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
  /// It isn't inlined: the optimiser of Swift 6.3 crashes on it inside of an asynchronous function.
  var response: WireResponse? {
    @inline(never) get { if case .response(let response) = answer { response } else { nil } }
  }
  var status: Int? { response?.status }
  var isAccepted: Bool { status.map { (200..<300).contains($0) } ?? false }

  /// The method that was really sent.
  var method: String { request.wire.method }

  /// For messages: `POST /v1/sessions`.
  var subject: String { method == operation.method ? operation.name : "\(method) \(operation.path)" }

  /// Whether a body may come with this answer at all (RFC 9110, section 6.4.1).
  var mayHaveBody: Bool {
    guard let status else { return false }
    return method != "HEAD" && status >= 200 && status != 204 && status != 304
  }

  /// How much a reader has to take in: of two reproducers the lighter one is shown.
  var weight: Weight {
    Weight(steps: request.draft.preparation.steps.count, size: request.draft.ownSize, label: trial.label)
  }

  struct Weight: Comparable, Sendable {
    let steps: Int
    let size: Int
    let label: String

    static func < (left: Weight, right: Weight) -> Bool {
      (left.steps, left.size) != (right.steps, right.size)
        ? (left.steps, left.size) < (right.steps, right.size) : left.label.utf8.lexicographicallyPrecedes(right.label.utf8)
    }
  }
}
