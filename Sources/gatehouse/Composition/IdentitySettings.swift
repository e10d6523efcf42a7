import Foundation
import GateConfig
import GateKit
import GateModel

/// One entry of `identities:`: what makes a request come from somebody. Forms may be combined as long as none sets what another sets.
struct IdentitySettings: Sendable, Hashable {
  /// Where a token comes from that is asked for when the service is ready.
  enum TokenSource: Sendable, Hashable {
    case oauth(OAuthSettings)
    /// A program that prints the token.
    case command([String])
  }

  /// What stands in the file.
  var fixed = TargetIdentity(headers: [])
  var source: TokenSource?
  /// The header that takes the token as it is; nil for `Authorization: Bearer`.
  var tokenHeader: String?

  static let forms = "headers, bearer, basic, api_key, cookie, oauth or command"

  /// - Throws: `ConfigError`.
  init(_ node: ConfigNode, name: String, values: EnvironmentValues) throws {
    var identity = try node.mapping(name)
    var reader = Reader(values: values)
    try reader.headers(identity.optional("headers"))
    try reader.bearer(identity.optional("bearer"))
    try reader.basic(identity.optional("basic"))
    try reader.key(identity.optional("api_key"))
    try reader.cookies(identity.optional("cookie"))
    let oauth = identity.optional("oauth")
    let command = identity.optional("command")
    let target = identity.optional("as")
    try identity.finish()
    if let command, oauth != nil {
      throw ConfigError("'\(name)' has 'oauth' and 'command'", at: command.location, remedy: "Keep one of them: each gives the token")
    }
    source = try oauth.map { .oauth(try OAuthSettings($0, values: values)) } ?? command.map { .command(try Self.command($0, values)) }
    if let target {
      guard source != nil else {
        throw ConfigError("'as' says where a token goes, and there is none", at: target.location, remedy: "Add 'command' or 'oauth'")
      }
      var place = try target.mapping("as")
      let header = try place.required("header")
      tokenHeader = try header.string("header")
      try place.finish()
      try reader.reserve(tokenHeader ?? "", at: header.location)
    } else if let form = oauth ?? command {
      try reader.reserve("Authorization", at: form.location)
    }
    fixed = reader.identity
    guard source != nil || !fixed.headers.isEmpty || !fixed.query.isEmpty else {
      throw ConfigError("'\(name)' has no credentials", at: node.location, remedy: "Give it \(Self.forms)")
    }
  }

  /// The identity with a token.
  func with(token: String) -> TargetIdentity {
    var identity = fixed
    identity.headers.append(
      tokenHeader.map { TargetHeader(name: $0, value: token) } ?? TargetHeader(name: "Authorization", value: "Bearer \(token)"))
    return identity
  }

  private static func command(_ node: ConfigNode, _ values: EnvironmentValues) throws -> [String] {
    let words = try node.list("command").map { try values.string($0, "command") }
    guard let program = words.first, !program.isEmpty else {
      throw ConfigError(
        "'command' is empty", at: node.location, remedy: "Give the program that prints a token, and its arguments, as a list")
    }
    return words
  }

  /// Collects what the forms give.
  private struct Reader {
    let values: EnvironmentValues
    var identity = TargetIdentity(headers: [])

    init(values: EnvironmentValues) { self.values = values }

    mutating func headers(_ node: ConfigNode?) throws {
      for entry in try node?.mapping("headers").entries ?? [] {
        try add(header: entry.key, value(entry.value, entry.key), at: entry.keyLocation)
      }
    }

    mutating func bearer(_ node: ConfigNode?) throws {
      guard let node else { return }
      let token = try value(node, "bearer")
      guard !token.lowercased().hasPrefix("bearer ") else {
        throw ConfigError("'bearer' begins with 'Bearer'", at: node.location, remedy: "Give the token alone")
      }
      try add(header: "Authorization", "Bearer \(token)", at: node.location)
    }

    /// RFC 7617.
    mutating func basic(_ node: ConfigNode?) throws {
      guard let node else { return }
      var basic = try node.mapping("basic")
      let userNode = try basic.required("user")
      let user = try value(userNode, "user")
      let password = try value(try basic.required("password"), "password")
      try basic.finish()
      guard !user.contains(":") else {
        throw ConfigError("'user' has a colon", at: userNode.location, remedy: "Basic authentication takes users without one (RFC 7617)")
      }
      try add(header: "Authorization", "Basic \(Data("\(user):\(password)".utf8).base64EncodedString())", at: node.location)
    }

    mutating func key(_ node: ConfigNode?) throws {
      guard let node else { return }
      var key = try node.mapping("api_key")
      let nameNode = try key.required("name")
      let name = try nameNode.string("name")
      let placeNode = try key.required("in")
      let valueNode = try key.required("value")
      try key.finish()
      let text = try value(valueNode, "value")
      switch try placeNode.string("in") {
      case "header": try add(header: name, text, at: nameNode.location)
      case "query": identity.query.append(TargetQueryParameter(name: name, value: text))
      case "cookie": try add(cookie: name, text, at: valueNode.location)
      case let other: throw ConfigError("'in' is '\(other)'", at: placeNode.location, remedy: "Give header, query or cookie")
      }
    }

    mutating func cookies(_ node: ConfigNode?) throws {
      for entry in try node?.mapping("cookie").entries ?? [] {
        try add(cookie: entry.key, value(entry.value, entry.key), at: entry.value.location)
      }
    }

    /// Keeps a header for a token that comes later.
    func reserve(_ name: String, at location: SourceLocation) throws {
      guard !name.isEmpty, name.utf8.allSatisfy(Self.isNameByte) else {
        throw ConfigError("'\(name)' is no name of a header", at: location, remedy: "Give letters, digits and hyphens")
      }
      guard !identity.headers.contains(where: { $0.name.lowercased() == name.lowercased() }) else {
        throw ConfigError("the identity sets \(name) twice", at: location, remedy: "Keep one of the forms that give this header")
      }
    }

    private mutating func add(header name: String, _ value: String, at location: SourceLocation) throws {
      try reserve(name, at: location)
      identity.headers.append(TargetHeader(name: name, value: value))
    }

    /// RFC 6265, section 4.1.1: names and values that survive in a `Cookie` header.
    private mutating func add(cookie name: String, _ value: String, at location: SourceLocation) throws {
      guard !name.isEmpty, name.utf8.allSatisfy(Self.isNameByte),
        value.utf8.allSatisfy({ $0 > 32 && $0 < 127 && !";,\"\\".utf8.contains($0) })
      else {
        throw ConfigError(
          "the cookie '\(name)' can't be sent as it is", at: location, remedy: "Leave out spaces, ; , \" and \\, or encode them")
      }
      if let index = identity.headers.firstIndex(where: { $0.name.lowercased() == "cookie" }) {
        identity.headers[index].value += "; \(name)=\(value)"
      } else {
        identity.headers.append(TargetHeader(name: "Cookie", value: "\(name)=\(value)"))
      }
    }

    private func value(_ node: ConfigNode, _ name: String) throws -> String {
      let text = try values.string(node, name)
      guard !text.isEmpty, !text.utf8.contains(where: { $0 < 32 || $0 == 127 }) else {
        throw ConfigError(
          "'\(name)' is empty or holds a line break", at: node.location, remedy: "Give it on one line; a variable may end with a line break"
        )
      }
      return text
    }

    /// Of a token (RFC 9110, section 5.6.2).
    private static func isNameByte(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
      default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
      }
    }
  }
}
