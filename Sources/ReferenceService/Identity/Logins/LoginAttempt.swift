import Cryptography

/// Somebody tries to log in: what is known of that before anything is checked.
public struct LoginAttempt: Sendable, Hashable {
  /// The account as it was named, in the one form that counts: trimmed and in lower case.
  public let account: String
  /// The account exactly as it was named.
  public let written: String
  /// Where the attempt comes from.
  public let address: String

  public init(account: String, address: String) {
    self.account = LoginAttempt.normalised(account)
    written = account
    self.address = address
  }

  /// The form under which an account is counted, whatever case and blanks it was written with.
  static func normalised(_ account: String) -> String { String(account.lowercased().filter { !$0.isWhitespace }.prefix(256)) }

  /// The /24 of an IPv4 address, the /64 of an IPv6 address.
  var network: String { ClientNetwork.of(address) }
}

/// Turns who and where into what may be kept: nobody can tell an address or a mistyped name from it.
struct SubjectDigest: Sendable {
  let pepper: [UInt8]

  func address(_ address: String) -> String { digest("address|\(address)") }
  /// The same in every process, so that all of them count together.
  func account(_ account: String) -> String { Hex.encode(Digest.sha256(Array("account|\(account)".utf8))) }
  func network(_ network: String) -> String { digest("network|\(network)") }

  private func digest(_ text: String) -> String { Hex.encode(hmacSHA256(key: pepper, Array(text.utf8))) }
}
