import JSONDocument

extension SchemaDialect {
  /// This dialect with only those vocabularies that a metaschema's `$vocabulary` lists.
  ///
  /// One listed with `false` may be ignored where it isn't known; the format assertion counts only where it is demanded or known,
  /// which here is always.
  func restricted(to vocabularies: JSONObject) -> SchemaDialect {
    var copy = self
    copy.vocabularies = [.core]
    for member in vocabularies.members {
      if let known = SchemaVocabulary(uri: member.key) {
        copy.vocabularies.insert(known)
      } else if member.value == true {
        copy.unknownVocabulary = member.key
      }
    }
    // 2019-09 has no vocabulary of its own for what is unevaluated.
    if draft == .year2019, copy.vocabularies.contains(.applicator) { copy.vocabularies.insert(.unevaluated) }
    return copy
  }
}
