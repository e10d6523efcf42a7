import GateModel
import HTTPWire

/// An answer as evidence: what may change from answer to answer is left out, so that the same fault looks the same in every run.
struct AnswerText {
  private static let longest = 1_500
  private static let headers: Set<String> = ["content-type", "allow", "www-authenticate", "retry-after"]

  /// - Parameter repetition: the answer to the same call once more; words that differ are left out.
  static func text(_ exchange: Exchange, repetition: Exchange?) -> String {
    switch exchange.answer {
    case .failure(let error): return "none: \(error.detail)"
    case .response(let response):
      let shown = response.headers.filter { headers.contains($0.name.lowercased()) }.map { "\($0.name): \($0.value)" }
      return (["\(response.status)"] + shown + ["", body(response, repetition?.response)]).joined(separator: "\n")
    }
  }

  /// What a call was accepted with holds the objects of everybody and differs from run to run; what it was refused with tells why.
  private static func body(_ response: WireResponse, _ repetition: WireResponse?) -> String {
    guard !response.body.isEmpty else { return "" }
    guard response.status >= 300 else { return "(the body of an accepted call is left out)" }
    let text = String(decoding: response.body.prefix(longest), as: UTF8.self)
    guard let repetition else { return masked(text, unlike: nil) }
    let other = String(decoding: repetition.body.prefix(longest), as: UTF8.self)
    guard split(text).count == split(other).count else { return "(a body that differs from answer to answer)" }
    return masked(text, unlike: other)
  }

  /// Words that differ in the other text, or look like a moment or a long random text, become `…`.
  static func masked(_ text: String, unlike other: String?) -> String {
    let words = split(text)
    let others = other.map { split($0) }
    // Where the texts have another shape there is nothing to compare word by word.
    let comparable = others.flatMap { $0.count == words.count ? $0 : nil }
    return words.enumerated().map { position, word in
      if let comparable, comparable[position] != word { return "…" }
      return isVolatile(word) ? "…" : word
    }.joined()
  }

  /// Runs of letters, digits and what stands inside identifiers and moments, and what is between them.
  private static func split(_ text: String) -> [String] {
    var words: [String] = []
    var current = ""
    var isWord = false
    for character in text {
      let belongs = character.isLetter || character.isNumber || character == "-" || character == "_" || character == ":" || character == "."
      if belongs != isWord, !current.isEmpty {
        words.append(current)
        current = ""
      }
      isWord = belongs
      current.append(character)
    }
    if !current.isEmpty { words.append(current) }
    return words
  }

  private static func isVolatile(_ word: String) -> Bool {
    let digits = word.utf8.count { (48...57).contains($0) }
    return digits >= 8 || word.utf8.count >= 16 && digits >= 2
  }
}
