import GateModel

/// Something that a source imports.
struct ImportUse: Hashable, Sendable {
  /// As it is written: `..policy`, `crate::policy`, `./policy`.
  var written: String
  /// Where in the repository it may lie, without ending; the first that a module holds counts.
  var paths: [String] = []
  /// Whether the paths only may be meant, because a package of that name may be another.
  var isGuess = false
  /// Its name as a package or module of its own.
  var name: String
  var location: SourceLocation
}
