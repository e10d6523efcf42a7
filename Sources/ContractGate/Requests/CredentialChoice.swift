import GateKit
import JSONDocument
import OpenAPI

/// Picks one of the security alternatives of an operation and the headers, cookies and query parameters that satisfy it.
struct CredentialChoice {
  struct Credential: Sendable {
    let location: Parameter.Location
    /// Of the header, cookie or query parameter.
    let name: String
    /// Not yet encoded.
    let value: String
    let pointer: JSONPointer
  }

  let operation: Operation
  let identity: TargetIdentity
  /// Values handed out by earlier calls.
  let values: [Slot: JSONValue]

  /// What the first alternative that can be satisfied takes; nothing for a public operation.
  /// - Throws: ``CredentialMissing`` when the document demands credentials and no alternative can be satisfied.
  func credentials() throws(CredentialMissing) -> [Credential] {
    var missing: String?
    for requirement in operation.security {
      var credentials: [Credential] = []
      var lacks: String?
      for (scheme, _) in requirement.schemes {
        if let place = scheme.place, let value = value(at: place.location, place.name) {
          credentials.append(Credential(location: place.location, name: place.name, value: value, pointer: requirement.pointer))
        } else {
          lacks = scheme.name
        }
      }
      guard let lacks else { return credentials }
      missing = missing ?? lacks
    }
    guard let missing else { return [] }
    throw CredentialMissing(operation: operation.name, scheme: missing)
  }

  private func value(at location: Parameter.Location, _ name: String) -> String? {
    switch location {
    case .query: produced(.query(name)) ?? identity.query.first { $0.name == name }?.value
    case .cookie: produced(.cookie(name)) ?? identity.cookies.first { $0.name == name }?.value
    default: produced(.header(name.lowercased())) ?? identity.headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
  }

  private func produced(_ slot: Slot) -> String? { values[slot].map { $0.string ?? $0.serialized() } }
}

/// The target's identity has nothing for a security scheme, and no earlier call hands it out.
struct CredentialMissing: Error, Sendable, CustomStringConvertible {
  let operation: String
  let scheme: String

  var description: String {
    "\(operation) demands the security scheme \(scheme), for which the identity of the target has nothing. Add its header, cookie or key under `identities`"
  }
}

extension Operation {
  /// Whether a slot is a header, cookie or query parameter that a security scheme of the operation declares.
  func isCredential(_ slot: Slot) -> Bool {
    security.flatMap(\.schemes).contains { scheme, _ in
      switch (slot, scheme.place) {
      case (.header(let name), let (.header, declared)?): declared.lowercased() == name
      case (.query(let name), let (.query, declared)?), (.cookie(let name), let (.cookie, declared)?): declared == name
      default: false
      }
    }
  }
}

extension SecurityScheme {
  /// Where the credential goes, if it goes into the request.
  var place: (location: Parameter.Location, name: String)? {
    switch kind {
    case .http, .oauth2, .openIDConnect: (.header, "Authorization")
    case .apiKey(let name, let location): (location, name)
    case .mutualTLS: nil
    }
  }
}

extension TargetIdentity {
  /// The pairs of its `Cookie` header (RFC 6265, section 4.2).
  var cookies: [(name: String, value: String)] {
    headers.filter { $0.name.lowercased() == "cookie" }.flatMap { $0.value.split(separator: ";") }.compactMap { pair in
      let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }
  }
}
