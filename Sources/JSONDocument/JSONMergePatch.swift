extension JSONValue {
  /// The value after a JSON Merge Patch (RFC 7396): members of objects are merged at every depth, null removes one, and everything
  /// else replaces what was there. Merging goes no deeper than the patch itself.
  public func merging(_ patch: JSONValue) -> JSONValue {
    guard let changes = patch.object else { return patch }
    var result = object ?? JSONObject()
    for (key, value) in changes.members {
      result[key] = value.isNull ? nil : (result[key] ?? .null).merging(value)
    }
    return .object(result)
  }
}
