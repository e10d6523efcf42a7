import JSONDocument

/// How the value of a parameter is written, by its style (RFC 6570 and OpenAPI's additions to it).
struct ParameterSpelling {
  private let name: String
  private let style: Parameter.Style
  private let explode: Bool
  private let isContent: Bool

  init(_ parameter: Parameter, as name: String? = nil) {
    self.name = name ?? parameter.name
    style = parameter.style
    explode = parameter.explode
    isContent = parameter.mediaType != nil
  }

  /// `name=value` pairs for a query.
  func pairs(_ value: JSONValue) -> [String] {
    let key = PercentCoding.encode(name)
    if isContent { return ["\(key)=\(PercentCoding.encode(value.serialized()))"] }
    switch value {
    case .array(let items):
      let texts = items.map { PercentCoding.encode(Self.scalar($0)) }
      if style == .form, explode { return texts.map { "\(key)=\($0)" } }
      return ["\(key)=\(texts.joined(separator: separator))"]
    case .object(let object):
      let members = object.members.map { (name: PercentCoding.encode($0.key), text: PercentCoding.encode(Self.scalar($0.value))) }
      if style == .deepObject { return members.map { "\(key)%5B\($0.name)%5D=\($0.text)" } }
      if explode { return members.map { "\($0.name)=\($0.text)" } }
      return ["\(key)=\(members.flatMap { [$0.name, $0.text] }.joined(separator: separator))"]
    default: return ["\(key)=\(PercentCoding.encode(Self.scalar(value)))"]
    }
  }

  private var separator: String {
    switch style {
    case .spaceDelimited: "%20"
    case .pipeDelimited: "%7C"
    default: ","
    }
  }

  /// The text for a path, a header or a cookie.
  func text(_ value: JSONValue, encoded: Bool) -> String {
    func one(_ value: JSONValue) -> String { encoded ? PercentCoding.encode(Self.scalar(value)) : Self.scalar(value) }
    if isContent { return encoded ? PercentCoding.encode(value.serialized()) : value.serialized() }
    let (start, between) =
      switch style {
      case .label: (".", explode ? "." : ",")
      case .matrix: (";", explode ? ";" : ",")
      default: ("", ",")
      }
    switch value {
    case .array(let items):
      if style == .matrix {
        return explode ? items.map { ";\(name)=\(one($0))" }.joined() : ";\(name)=\(items.map(one).joined(separator: ","))"
      }
      return start + items.map(one).joined(separator: between)
    case .object(let object):
      let members = object.members.map { explode ? "\($0.key)=\(one($0.value))" : "\($0.key),\(one($0.value))" }
      let prefix = style == .matrix && !explode ? ";\(name)=" : start
      return prefix + members.joined(separator: between)
    default: return style == .matrix ? ";\(name)=\(one(value))" : start + one(value)
    }
  }

  private static func scalar(_ value: JSONValue) -> String { value.string ?? value.serialized() }

  /// Whether both write every such value alike, wherever the parameter stands.
  func agrees(with other: ParameterSpelling, on value: JSONValue, in location: Parameter.Location) -> Bool {
    location == .query ? pairs(value) == other.pairs(value) : text(value, encoded: false) == other.text(value, encoded: false)
  }
}
