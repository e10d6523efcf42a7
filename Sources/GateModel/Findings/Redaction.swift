/// Takes credentials out of text that goes into a report.
///
/// Bytes of a target are hostile and its answers may hold secrets: the value after an `authorization`-like header or
/// member name, bearer tokens and JSON Web Tokens are replaced before evidence is stored. Takes linear time.
public enum Redaction {
  public static let replacement = "[redacted]"

  public static func redact(_ text: String) -> String {
    CredentialScanner.redact(text)
  }
}
