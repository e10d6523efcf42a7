/// A node of a YAML document with its place.
public struct YAMLValue: Sendable, Hashable {
  public indirect enum Content: Sendable, Hashable {
    /// `isPlain`: written without quotes, so that `true`, `12` and `null` mean what they say.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLValue])
    case mapping([Entry])
  }

  /// A key with its value, in the order of the text.
  public struct Entry: Sendable, Hashable {
    public let key: String
    public let keyPlace: YAMLPlace
    public let value: YAMLValue
  }

  public let content: Content
  public let place: YAMLPlace
}

extension YAMLValue: YAMLOutput {
  static func scalar(_ text: String, isPlain: Bool, at place: YAMLPlace) -> YAMLValue {
    YAMLValue(content: .scalar(text, isPlain: isPlain), place: place)
  }

  static func sequence(_ items: [YAMLValue], at place: YAMLPlace) -> YAMLValue { YAMLValue(content: .sequence(items), place: place) }

  static func mapping(_ members: [YAMLMember<YAMLValue>], at place: YAMLPlace) -> YAMLValue {
    YAMLValue(content: .mapping(members.map { Entry(key: $0.key, keyPlace: $0.place, value: $0.value) }), place: place)
  }

  var members: [YAMLMember<YAMLValue>]? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.map { YAMLMember(key: $0.key, place: $0.keyPlace, value: $0.value) }
  }

  var items: [YAMLValue]? {
    guard case .sequence(let items) = content else { return nil }
    return items
  }
}
