/// Why a token was refused; for log and metrics only, a client sees one 401 for all.
public enum TokenRefusal: String, Error, Sendable {
  case malformed, algorithm, unknownKey = "unknown_key", signature, claims, expired, notYetValid = "not_yet_valid"
}
