import HTTPTypes

/// A page of HTML without scripts.
enum HTMLPage {
  /// - Parameter body: HTML; what comes from outside goes through ``escape(_:)``.
  static func response(title: String, body: String) -> ServiceResponse {
    var response = ServiceResponse.text(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>\(escape(title))</title></head><body>\(body)</body></html>\n",
      contentType: "text/html; charset=utf-8")
    response.headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    return response
  }

  /// Text that stands for itself, also between the quotation marks of an attribute.
  static func escape(_ text: String) -> String {
    // By scalars: a mark that combines with it does not make a bracket harmless.
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
