import JSONDocument
import OpenAPI

/// Looks for leaks in the body of an answer.
struct LeakInspection {
  let patterns: LeakPatterns

  init(_ patterns: [LeakPattern]) { self.patterns = LeakPatterns(patterns) }

  /// Nil when there is no body. What the request itself said, and what stands in the document, is no leak.
  /// - Parameter counts: whether a telling text is one at all.
  func violations(
    in exchange: Exchange, model: ContractModel, where counts: (String) -> Bool = { _ in true }
  ) -> [Violation]? {
    guard let response = exchange.response, exchange.mayHaveBody, let text = exchange.text else { return nil }
    let isSuccess = response.status < 400
    let matches = patterns.matches(in: text, isSuccess: isSuccess) { counts($0) && !Self.isKnown($0, to: exchange, model) }
    return matches.map { match in
      let pointer = exchange.declaration?.pointer ?? exchange.operation.pointer
      return Violation(
        "\(exchange.subject) answered \(response.status) with \(match.kind)", at: pointer, cause: [match.kind], isShared: true)
    }
  }

  /// Whether the request, one of those before it or the document has the text too.
  static func isKnown(_ text: String, to exchange: Exchange, _ model: ContractModel) -> Bool {
    guard !text.isEmpty else { return true }
    let requests = [exchange.request] + exchange.request.draft.preparation.steps.map(\.request)
    for request in requests {
      var parts = [LeakText(request.wire.body, unescapes: true).bytes, request.wire.body]
      if let target = PercentCoding.decode(request.wire.target) { parts.append(Array(target.utf8)) }
      for header in request.wire.headers { parts.append(Array(header.value.utf8)) }
      if parts.contains(where: { $0.contains(text: text) }) { return true }
    }
    // A service may hand out its own document, and what its examples say.
    guard exchange.isAccepted else { return false }
    return LeakText(model.document.source.root.serializedBytes(), unescapes: true, limit: .max).bytes.contains(text: text)
  }
}
