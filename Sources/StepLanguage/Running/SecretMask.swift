import JSONDocument

/// Puts `${name}` in the place of values that the steps captured and nobody else may read.
struct SecretMask: Sendable {
  private static let words = ["token", "secret", "password", "passwd", "cookie", "credential", "api_key", "apikey", "private"]
  /// Shorter values would be found by chance.
  private static let shortest = 8

  /// The longest first, so that a value inside another does not cut it up.
  private let secrets: [(value: String, name: String)]

  init(_ variables: Variables) {
    secrets = variables.all.compactMap { name, value in
      guard let text = value.string, text.utf8.count >= Self.shortest else { return nil }
      let lowered = name.lowercased()
      return Self.words.contains { lowered.contains($0) } ? (text, name) : nil
    }.sorted { ($0.value.utf8.count, $1.name) > ($1.value.utf8.count, $0.name) }
  }

  func hide(_ text: String) -> String {
    secrets.reduce(text) { $0.replacing($1.value, with: "${\($1.name)}") }
  }
}
