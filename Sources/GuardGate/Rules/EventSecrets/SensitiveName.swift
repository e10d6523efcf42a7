/// Tells from a member's name whether it holds a secret.
///
/// The name is split into words in any case style (`accessToken`, `access-token`, `ACCESS_TOKENS`); a word list and the
/// word after it decide, so that `tokenCount`, `secretaryId` and `passwordChangedAt` are left alone.
enum SensitiveName {
  /// The words that make the name sensitive, or nil.
  static func reason(_ name: String) -> String? {
    let words = words(of: name).map(singular)
    for (index, word) in words.enumerated() {
      let rest = words[(index + 1)...]
      if let secret = secret(in: word), !describes(rest) { return secret }
      if let next = rest.first, next == "key", keyKinds.contains(word), !describes(rest.dropFirst()) { return "\(word) key" }
      if keyCompounds.contains(where: word.hasSuffix), !describes(rest) { return word }
    }
    return nil
  }

  /// The secret that a word names, also where it is written together with what it is of (`accesstoken`).
  private static func secret(in word: String) -> String? {
    secrets.first { word == $0 } ?? secretEndings.first(where: word.hasSuffix)
  }

  private static let secrets = ["authorization", "bearer"]
  private static let secretEndings = ["password", "passwd", "passphrase", "secret", "token", "credential", "cookie"]
  private static let keyKinds: Set<String> = ["api", "private", "session", "ssh", "signing", "encryption", "master"]
  private static let keyCompounds = ["apikey", "privatekey", "sessionkey", "sshkey"]
  /// A name that ends in one of these says something about a secret instead of holding it.
  private static let descriptions: Set<String> = [
    "count", "id", "at", "type", "kind", "ttl", "expiry", "version", "policy", "status", "length", "fingerprint", "algorithm",
  ]

  private static func describes(_ rest: ArraySlice<String>) -> Bool { rest.last.map(descriptions.contains) ?? false }

  private static func singular(_ word: String) -> String {
    guard word.utf8.count > 2, word.hasSuffix("s"), !word.hasSuffix("ss"), !descriptions.contains(word) else { return word }
    return String(word.dropLast())
  }

  static func words(of name: String) -> [String] {
    var words: [String] = []
    var current = ""
    var previous: Character?
    let characters = Array(name)
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : nil
      let startsWord =
        character.isUppercase
        && (previous?.isLowercase == true || previous?.isNumber == true || (previous?.isUppercase == true && next?.isLowercase == true))
      if !character.isLetter && !character.isNumber || startsWord {
        if !current.isEmpty { words.append(current.lowercased()) }
        current = ""
      }
      if character.isLetter || character.isNumber { current.append(character) }
      previous = character
    }
    if !current.isEmpty { words.append(current.lowercased()) }
    return words
  }
}
