/// One place in a file that names an image.
struct ImageUse: Hashable, Sendable {
  var reference: String
  /// From 1.
  var line: Int
  var column: Int
  /// What names it: `FROM`, `COPY --from`, `image`.
  var instruction: String
  /// True where an exact tag is enough (Compose).
  var allowsExactTag: Bool

  /// What is wrong with it, or nil.
  var problem: String? {
    if reference.contains("$") { return "holds a variable, so what is pulled depends on the build" }
    let image = ImageReference(reference)
    if let problem = image.digestProblem { return problem }
    if image.isPinned || (allowsExactTag && image.hasExactTag) { return nil }
    switch image.tag {
    case nil: return "has neither tag nor digest"
    case "latest": return "uses the tag 'latest', which moves"
    case .some(let tag):
      return allowsExactTag ? "uses the tag '\(tag)', which names no exact release" : "uses the tag '\(tag)' without a digest"
    }
  }

  /// True where the same reference may be other bytes tomorrow without anybody changing the file.
  var moves: Bool {
    let image = ImageReference(reference)
    return !reference.contains("$") && !image.isPinned && !image.hasExactTag
  }
}
