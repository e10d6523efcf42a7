import JSONDocument

extension SwaggerConversion {
  func securityScheme(_ scheme: LocatedValue) -> LocatedValue {
    switch scheme["type"]?.value.string {
    case "basic":
      return LocatedValue([("type", LocatedValue("http", near: scheme)), ("scheme", LocatedValue("basic", near: scheme))], near: scheme)
    case "oauth2":
      let members = ["authorizationUrl", "tokenUrl", "scopes"].compactMap { name in scheme[name].map { (key: name, value: $0) } }
      let flows = LocatedValue([(Self.grant(scheme["flow"]?.value.string), LocatedValue(members, near: scheme))], near: scheme)
      return LocatedValue([("type", LocatedValue("oauth2", near: scheme)), ("flows", flows)], near: scheme)
    default: return scheme
    }
  }

  private static func grant(_ flow: String?) -> String {
    switch flow {
    case "application": "clientCredentials"
    case "accessCode": "authorizationCode"
    default: flow ?? ""
    }
  }
}
