/// What a Location header names, seen from the request that it answers (RFC 3986, section 5.2; RFC 9110, section 10.2.2).
struct LocationReference {
  /// The path on the same origin, without query and fragment; nil for another origin or another scheme.
  let path: String?

  /// - Parameters:
  ///   - text: a URI or a reference relative to the request.
  ///   - target: of the request: path and query.
  ///   - authority: host and port of the service.
  ///   - scheme: that the service speaks.
  init(_ text: String, from target: String, authority: String, scheme own: String = "http") {
    let reference = String(text.prefix { $0 != "?" && $0 != "#" })
    let base = String(target.prefix { $0 != "?" && $0 != "#" })
    if let scheme = Self.scheme(of: reference) {
      guard scheme == own else {
        path = nil
        return
      }
      path = Self.path(afterAuthority: reference.dropFirst(scheme.count + 1), authority: authority)
    } else if reference.hasPrefix("//") {
      path = Self.path(afterAuthority: reference[...], authority: authority)
    } else if reference.isEmpty {
      path = Self.withoutDots(base)
    } else if reference.hasPrefix("/") {
      path = Self.withoutDots(reference)
    } else {
      let folder = base.lastIndex(of: "/").map { String(base[...$0]) } ?? "/"
      path = Self.withoutDots(folder + reference)
    }
  }

  private static func scheme(of reference: String) -> String? {
    guard let colon = reference.firstIndex(of: ":"), let first = reference.first, first.isLetter else { return nil }
    let name = reference[..<colon]
    return name.allSatisfy { $0.isLetter || $0.isNumber || "+-.".contains($0) } ? name.lowercased() : nil
  }

  /// - Parameter text: `//host/path`.
  private static func path(afterAuthority text: Substring, authority: String) -> String? {
    guard text.hasPrefix("//") else { return nil }
    let rest = text.dropFirst(2)
    let named = rest.prefix { $0 != "/" }
    guard named.lowercased() == authority.lowercased() else { return nil }
    let path = String(rest.dropFirst(named.count))
    return withoutDots(path.isEmpty ? "/" : path)
  }

  /// RFC 3986, section 5.2.4.
  private static func withoutDots(_ path: String) -> String {
    var result: [Substring] = []
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    for (number, segment) in segments.enumerated() {
      let isLast = number == segments.count - 1
      if segment == "." || segment == ".." {
        if segment == "..", !result.isEmpty { result.removeLast() }
        if isLast { result.append("") }
      } else {
        result.append(segment)
      }
    }
    return "/" + result.joined(separator: "/")
  }
}
