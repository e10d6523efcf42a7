extension JSONValue {
  /// The value after a JSON Merge Patch (RFC 7396): members of objects are merged at every depth, null removes one, and everything
  /// else replaces what was there. Merging goes no deeper than the patch itself.
  public func merging(_ patch: JSONValue) -> JSONValue {
    guard let changes = patch.object else { return patch }
    var result = object ?? JSONObject()
    for (key, value) in changes.members {
      // In one expression `nil` would be a JSON null, which is a value.
      if value.isNull {
        result[key] = nil
      } else {
        result[key] = (result[key] ?? .null).merging(value)
      }
    }
    return .object(result)
  }
}
