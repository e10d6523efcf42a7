/// What a composer makes of the parser's events.
protocol YAMLOutput {
  static func scalar(_ text: String, isPlain: Bool, at place: YAMLPlace) -> Self
  static func sequence(_ items: [Self], at place: YAMLPlace) -> Self
  static func mapping(_ members: [YAMLMember<Self>], at place: YAMLPlace) -> Self

  /// The members of a mapping; nil for anything else.
  var members: [YAMLMember<Self>]? { get }
  /// The items of a sequence; nil for anything else.
  var items: [Self]? { get }
}

/// A key with its place and its value.
struct YAMLMember<Value> {
  let key: String
  let place: YAMLPlace
  let value: Value
}
