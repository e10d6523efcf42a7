/// Credentials of the right form that nobody was given.
enum WrongCredential {
  /// The scheme of an `Authorization` value is kept, and of a token with a signature all but the signature, which is the hardest case.
  static func like(_ value: String) -> String {
    let parts = value.split(separator: " ", maxSplits: 1)
    guard parts.count == 2 else { return token(like: value) }
    let scheme = String(parts[0])
    // Base64 of a user and a password that do not exist.
    return scheme.lowercased() == "basic" ? "\(scheme) Z2F0ZWhvdXNlOm5vYm9keQ==" : "\(scheme) \(token(like: String(parts[1])))"
  }

  private static func token(like token: String) -> String {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let signature = parts.last, signature.count > 8 else { return "gatehouse-gave-this-to-nobody" }
    let first = signature.first == "A" ? "B" : "A"
    return "\(parts[0]).\(parts[1]).\(first)\(signature.dropFirst())"
  }

  /// Credentials of a scheme that isn't its own; nil for a value without a scheme.
  static func ofAnotherScheme(_ value: String) -> String? {
    let parts = value.split(separator: " ", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    return parts[0].lowercased() == "bearer" ? "Basic Z2F0ZWhvdXNlOm5vYm9keQ==" : "Bearer gatehouse-gave-this-to-nobody"
  }

  /// A token in the form of a JWT that says that it has no signature, and has none (RFC 8725, section 2.1); nil for any other value.
  static func unsigned(_ value: String) -> String? {
    let parts = value.split(separator: " ", maxSplits: 1)
    guard let token = parts.last else { return nil }
    let pieces = token.split(separator: ".", omittingEmptySubsequences: false)
    // Base64 of a JSON object begins so, with `{"`.
    guard pieces.count == 3, pieces[0].hasPrefix("eyJ"), pieces[1].hasPrefix("eyJ") else { return nil }
    // {"alg":"none","typ":"JWT"}
    let unsigned = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.\(pieces[1])."
    return parts.count == 2 ? "\(parts[0]) \(unsigned)" : unsigned
  }
}
