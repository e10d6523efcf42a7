import GateKit
import GateModel
import OpenAPI

/// A body must be of a media type that the document declares for its status.
struct UndeclaredContentTypeCheck: ExchangeCheck {
  let descriptor = CheckDescriptor(
    id: "contract/undeclared-content-type", title: "Media type that the document doesn't declare",
    rationale: "A client picks its parser by the declared type; another one it can't read.",
    remedy: "Send the declared Content-Type, or declare the one that is sent under the response's content")

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) -> [Violation]? {
    guard exchange.trial.stance.isWithinDocument, let response = exchange.response, let declaration = exchange.declaration else {
      return nil
    }
    guard exchange.mayHaveBody else { return [] }
    var name: String { "\(exchange.operation.name) answered \(response.status)" }
    func violation(_ message: String, _ cause: String) -> [Violation] {
      let pointer = declaration.content.isEmpty ? declaration.pointer : declaration.pointer.appending("content")
      return [Violation(message, at: pointer, cause: [String(response.status), cause])]
    }
    var declared: String { declaration.content.map(\.name).joined(separator: ", ") }
    if declaration.content.isEmpty {
      // Without content the document says nothing, or that there is no body; either way an empty one is right.
      // Many a document leaves the form of its refusals open.
      guard !response.body.isEmpty, response.status < 400 else { return [] }
      return violation("\(name) with a body, and the document declares none", "body")
    }
    if response.body.isEmpty, !response.isCut {
      return violation("\(name) without a body where the document declares \(declared)", "empty")
    }
    guard let media = exchange.media else {
      return violation("\(name) without a Content-Type where the document declares \(declared)", "missing")
    }
    guard declaration.mediaType(for: media) == nil else { return [] }
    return violation("\(name) with \(media) where the document declares \(declared)", media.description)
  }
}
