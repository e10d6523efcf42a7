/// Takes credentials out of text that goes into a report.
///
/// Bytes of a target are hostile and its answers may hold secrets: the value after an `authorization`-like header or
/// member name, bearer tokens and JSON Web Tokens are replaced before evidence is stored.
public enum Redaction {
  public static let replacement = "[redacted]"

  public static func redact(_ text: String) -> String {
    var result = text
    result = result.replacing(#/(?i)(bearer|basic)\s+[A-Za-z0-9._~+\/=-]{6,}/#) { "\($0.output.1) \(replacement)" }
    result = result.replacing(#/eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*/#) { _ in replacement }
    result = result.replacing(
      #/(?i)((?:set-cookie|cookie|x-session-token|x-api-key|proxy-authorization)\s*:\s*)[^\s'"]+[^\r\n'"]*/#
    ) { "\($0.output.1)\(replacement)" }
    result = result.replacing(
      #/(?i)("(?:[a-z_-]*(?:password|passwd|secret|token|api_?key|private_?key|credential)[a-z_-]*)"\s*:\s*)"[^"]*"/#
    ) { "\($0.output.1)\"\(replacement)\"" }
    result = result.replacing(#/(?i)([?&](?:access_)?token=)[^&\s'"]+/#) { "\($0.output.1)\(replacement)" }
    result = result.replacing(#/(?i)([a-z][a-z0-9+.-]*:\/\/[^\s:\/@]+:)[^\s@\/]+@/#) { "\($0.output.1)\(replacement)@" }
    return result
  }
}
