/// One place in a file that names an image.
struct ImageUse: Hashable, Sendable {
  /// With the variables resolved that can be.
  var reference: String
  /// As it stands in the file.
  var written: String
  /// From 1.
  var line: Int
  var column: Int
  /// In how many lines to look for what is written.
  var slack = 1
  /// What names it: `FROM`, `COPY --from`, `image`.
  var instruction: String
  /// True where an exact tag is enough (Compose).
  var allowsExactTag = false

  /// True where a variable stays that nothing in the file gives a value to.
  var isUnresolved: Bool {
    reference.has("$") || reference.has("{{") || reference.has("<<") || reference.has("var.") || reference.has("%(")
  }

  /// What is wrong with it, or nil.
  var problem: String? {
    let image = ImageReference(reference)
    if isUnresolved {
      // A digest holds whatever the registry is called.
      if image.isPinned { return nil }
      return "holds a variable, so what is pulled depends on the build"
    }
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
    return !isUnresolved && !image.isPinned && !image.hasExactTag
  }
}
