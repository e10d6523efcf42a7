import GateModel

/// A reference that names no exact bytes, and how an exact pin is written there.
///
/// Which bytes are meant only a registry knows, unless the repository says it elsewhere: the same tag with its digest, the
/// same release with its commit.
struct PinPlace: Sendable {
  /// What a pin is known by: `debian:12`, `actions/checkout@v4`.
  var key: String
  /// The place without its pin.
  private let open: FileFix.Edit
  private let path: String
  private let prefix: String
  private let suffix: String

  /// Nil for a place without an end.
  init?(_ key: String, at location: SourceLocation, in source: SourceText, prefix: String, suffix: String = "") {
    guard let range = source.range(of: location) else { return nil }
    self.key = key
    open = FileFix.Edit(range: range, original: Array(source.bytes[range]), replacement: [])
    path = source.path
    (self.prefix, self.suffix) = (prefix, suffix)
  }

  func fix(with pin: String) -> FileFix {
    var edit = open
    edit.replacement = Array("\(prefix)\(pin)\(suffix)".utf8)
    return FileFix(path: path, edits: [edit])
  }
}
