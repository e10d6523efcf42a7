import GateModel

/// What a thrown error says, as it may stand in a report: without credentials and of bounded length.
enum ErrorText {
  static let limit = 4096

  static func of(_ error: any Error) -> String {
    let text = String(describing: error)
    let bounded = text.utf8.count > limit ? String(decoding: text.utf8.prefix(limit), as: UTF8.self) + "…" : text
    return Redaction.redact(bounded)
  }
}
