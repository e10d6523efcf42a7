import GateModel
import HTTPWire
import OpenAPI

/// Judges the answer to a hostile trial: any refusal and any acceptance is right, as long as it is an answer and no failure.
struct HostileAnswer {
  /// For messages: `a deeply nested body`.
  let what: String

  /// Requests that are larger may be cut off while they are still being sent.
  private static let largest = 65_536
  /// From here on a reset can have overtaken an answer that refused the rest.
  private static let overtaken = 8_192

  /// Nil for an exchange that isn't the check's own.
  func violations(in exchange: Exchange, of check: CheckID) -> [Violation]? {
    guard exchange.trial.owner == check, exchange.trial.stance == .hostile else { return nil }
    let pointer = exchange.operation.pointer
    func violation(_ problem: String, _ cause: String) -> [Violation] {
      [Violation("\(exchange.operation.name) \(problem) to \(what)", at: pointer, cause: [cause])]
    }
    if exchange.leftServiceDown { return violation("ended the service in answer", "crashed") }
    switch exchange.answer {
    case .response(let response):
      guard Self.isFailure(response.status, of: exchange.operation) else { return [] }
      return violation("answered \(response.status)", String(response.status))
    case .failure(let error):
      let size = Self.size(of: exchange.request.wire)
      switch error.kind {
      case .timedOut: return violation("gave no answer in time", "hang")
      case .malformedResponse: return violation("gave no answer that HTTP allows", "malformed")
      case .reset, .failed:
        return size > Self.overtaken ? [] : violation("ended the connection without an answer", "dropped")
      case .closedEarly:
        return size > Self.largest ? [] : violation("ended the connection without an answer", "dropped")
      case .refused, .unreachable, .untrusted, .tooLarge, .cancelled: return []
      }
    }
  }

  /// 500 is a failure whatever the document says; other server errors may be declared, and 501 to 505 are also refusals by HTTP.
  private static func isFailure(_ status: Int, of operation: Operation) -> Bool {
    guard status >= 500 else { return false }
    return status == 500 || ![501, 505].contains(status) && !operation.declares(status)
  }

  private static func size(of request: WireRequest) -> Int {
    request.headers.reduce(request.target.utf8.count + request.body.count) { $0 + $1.name.utf8.count + $1.value.utf8.count }
  }
}
