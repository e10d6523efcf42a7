import GateKit
import GateModel
import HTTPWire
import JSONDocument

/// A request with variables in it: `request`, `as`, `headers`, `json`, `body`.
public struct RequestTemplate: Sendable {
  /// The name for a request that comes from nobody.
  public static let nobody = "nobody"

  public let method: String
  public let location: SourceLocation
  private let target: TextTemplate
  private let identity: String?
  private let headers: [(name: String, value: TextTemplate)]
  private let json: ValueTemplate?
  private let body: TextTemplate?

  /// Reads the keys from a step; `keyword` holds `METHOD TARGET`.
  /// - Parameter hasBody: whether `json` and `body` are among the keys.
  public init(_ mapping: inout YAMLMapping, keyword: String, hasBody: Bool = true) throws {
    let line = try mapping.required(keyword)
    let words = try line.text(keyword).split(separator: " ", maxSplits: 1)
    guard words.count == 2, words[0].allSatisfy({ $0.isUppercase || $0 == "-" }), "/$*".contains(words[1].prefix(1)) else {
      throw GateError(
        "'\(try line.text(keyword))' is no request", at: line.location, remedy: "Write a method and a target, such as GET /v1/items")
    }
    method = String(words[0])
    location = line.location
    target = try TextTemplate(String(words[1]), at: line.location)
    identity = try mapping.optional("as")?.text("as")
    headers =
      try mapping.optional("headers").map { node in
        try node.mapping("headers").entries.map { (name: $0.key, value: try TextTemplate($0.value, $0.key)) }
      } ?? []
    let json = hasBody ? mapping.optional("json") : nil
    let body = hasBody ? mapping.optional("body") : nil
    if let body, json != nil { throw GateError("a request has 'json' and 'body'", at: body.location, remedy: "Keep one of them") }
    self.json = try json.map { try ValueTemplate($0) }
    self.body = try body.map { try TextTemplate($0, "body") }
  }

  /// `POST /v1/sessions`, with variables as they are written.
  public var summary: String { "\(method) \(target.written)" }

  /// The request with every value in it, and the names of the headers and query parameters that an identity added.
  /// - Throws: `GateError` for a variable without value and an identity that the target does not have.
  public func resolve(_ variables: Variables, target running: any RunningTarget) throws -> (request: WireRequest, confidential: Set<String>)
  {
    var fields = WireHeaders()
    let own = try headers.map { WireHeader($0.name, try $0.value.resolve(variables)) }
    let identity = try identity(running, variables)
    for field in identity.headers where !own.contains(where: { $0.name.lowercased() == field.name.lowercased() }) {
      fields.add(field.name, field.value)
    }
    for field in own { fields.add(field.name, field.value) }
    var bytes: [UInt8] = []
    if let json {
      bytes = try json.resolve(variables).serializedBytes()
      if !fields.contains(name: "content-type") { fields.add("Content-Type", "application/json") }
    } else if let body {
      bytes = Array(try body.resolve(variables).utf8)
    }
    let request = WireRequest(
      method: method, target: Self.target(try target.resolve(variables), with: identity), headers: fields, body: bytes)
    guard fields.allSatisfy({ !$0.name.utf8.contains(10) && !$0.value.utf8.contains(10) && !$0.value.utf8.contains(13) }),
      !request.target.utf8.contains(where: { $0 <= 32 })
    else {
      throw GateError(
        "the target or a header holds a space or line break after its variables were filled in", at: location, remedy: "Encode it")
    }
    return (request, Set(identity.headers.map(\.name) + identity.query.map(\.name)))
  }

  /// The target with the query parameters of an identity behind its own; those that the step writes itself stay as they are.
  private static func target(_ target: String, with identity: TargetIdentity) -> String {
    let query = target.firstIndex(of: "?").map { target[target.index(after: $0)...] } ?? ""
    let own = Set(query.split(separator: "&").map { $0.prefix { $0 != "=" } })
    let added = identity.query.filter { !own.contains(Substring(PercentEncoding.encode($0.name))) }.map(\.encoded)
    if added.isEmpty { return target }
    return target + (target.contains("?") ? "&" : "?") + added.joined(separator: "&")
  }

  private func identity(_ running: any RunningTarget, _ variables: Variables) throws -> TargetIdentity {
    let nothing = TargetIdentity(headers: [])
    guard let name = identity ?? running.defaultIdentity, name != Self.nobody else { return nothing }
    let resolved = try TextTemplate(name, at: location).resolve(variables)
    if resolved == Self.nobody { return nothing }
    guard let identity = running.identities[resolved] else {
      throw GateError(
        "the target has no identity '\(resolved)'", at: location,
        remedy: NearestName.advice(for: resolved, in: running.identities.keys + [Self.nobody]))
    }
    return identity
  }
}
