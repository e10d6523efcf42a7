/// The five parts of a URI reference (RFC 3986), and resolution against a base.
public struct URIReference: Sendable, Hashable {
  public var scheme: String?
  public var authority: String?
  public var path: String
  public var query: String?
  public var fragment: String?

  /// Splits by appendix B of RFC 3986; it doesn't check which characters stand in a part.
  public init(_ text: String) {
    var rest = Substring(text)
    if let hash = rest.firstIndex(of: "#") {
      fragment = String(rest[rest.index(after: hash)...])
      rest = rest[..<hash]
    }
    if let mark = rest.firstIndex(of: "?") {
      query = String(rest[rest.index(after: mark)...])
      rest = rest[..<mark]
    }
    if let colon = rest.firstIndex(of: ":"), colon != rest.startIndex, !rest[..<colon].contains("/") {
      scheme = String(rest[..<colon])
      rest = rest[rest.index(after: colon)...]
    }
    if rest.hasPrefix("//") {
      rest = rest.dropFirst(2)
      let end = rest.firstIndex(of: "/") ?? rest.endIndex
      authority = String(rest[..<end])
      rest = rest[end...]
    }
    path = String(rest)
  }

  /// The reference without its fragment, as text.
  public var withoutFragment: String {
    var copy = self
    copy.fragment = nil
    return copy.text
  }

  public var text: String {
    var result = ""
    if let scheme { result += scheme + ":" }
    if let authority { result += "//" + authority }
    result += path
    if let query { result += "?" + query }
    if let fragment { result += "#" + fragment }
    return result
  }

  /// Resolves by section 5.2 of RFC 3986.
  public func resolved(against base: URIReference) -> URIReference {
    var result = self
    if scheme != nil {
      result.path = Self.removingDots(path)
      return result
    }
    result.scheme = base.scheme
    if authority != nil {
      result.path = Self.removingDots(path)
      return result
    }
    result.authority = base.authority
    if path.isEmpty {
      result.path = base.path
      if query == nil { result.query = base.query }
    } else if path.hasPrefix("/") {
      result.path = Self.removingDots(path)
    } else {
      result.path = Self.removingDots(Self.merged(base: base, path: path))
    }
    return result
  }

  private static func merged(base: URIReference, path: String) -> String {
    if base.authority != nil, base.path.isEmpty { return "/" + path }
    guard let slash = base.path.lastIndex(of: "/") else { return path }
    return base.path[...slash] + path
  }

  private static func removingDots(_ path: String) -> String {
    guard path.contains(".") else { return path }
    var output: [Substring] = []
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    for (position, part) in parts.enumerated() {
      let isLast = position == parts.count - 1
      switch part {
      case ".": if isLast { output.append("") }
      case "..":
        if output.count > 1 || output.first.map({ !$0.isEmpty }) == true { output.removeLast() }
        if isLast { output.append("") }
      default: output.append(part)
      }
    }
    return output.joined(separator: "/")
  }
}
