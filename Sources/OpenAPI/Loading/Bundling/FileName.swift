import JSONDocument
import JSONSchema

/// What a reference can lead to outside of its document.
enum FileName: Hashable {
  /// Path as the main document's path is written, without `.` and `..`.
  case local(String)
  /// URL without a fragment.
  case remote(String)

  struct Refusal: Error {
    let reason: String
  }

  var text: String {
    switch self {
    case .local(let path): path
    case .remote(let url): url
    }
  }

  /// The file that a reference names, seen from this one.
  func resolving(_ reference: URIReference) throws(Refusal) -> FileName {
    if case .remote(let base) = self { return try Self.remote(reference.resolved(against: URIReference(base))) }
    guard reference.scheme == nil else { return try Self.remote(reference) }
    guard reference.authority == nil else { throw Refusal(reason: "names a host without saying how to reach it") }
    return .local(try localPath(reference.path))
  }

  private static func remote(_ reference: URIReference) throws(Refusal) -> FileName {
    let scheme = reference.scheme?.lowercased() ?? ""
    guard ["http", "https"].contains(scheme) else {
      throw Refusal(reason: "is of the scheme \(scheme), which isn't read. Give a path relative to the file")
    }
    guard reference.authority?.isEmpty == false else { throw Refusal(reason: "names no host") }
    return .remote(reference.withoutFragment)
  }

  private func localPath(_ text: String) throws(Refusal) -> String {
    guard let path = PercentCoding.decode(text), !path.utf8.contains(0) else { throw Refusal(reason: "is no path") }
    guard !path.hasPrefix("/") else { throw Refusal(reason: "is an absolute path. Give one relative to the file") }
    let base = self.text
    var parts = base.split(separator: "/").dropLast().filter { $0 != "." }.map(String.init)
    // A document named by an absolute path has nothing but its own folder as its repository.
    let floor = base.hasPrefix("/") ? parts.count : 0
    for part in path.split(separator: "/") where part != "." {
      guard part == ".." else {
        parts.append(String(part))
        continue
      }
      guard parts.count > floor else { throw Refusal(reason: "leads out of the repository") }
      parts.removeLast()
    }
    return (base.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
