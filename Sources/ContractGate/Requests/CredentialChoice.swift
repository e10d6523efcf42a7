import GateKit
import JSONDocument
import OpenAPI

/// Picks one of the security alternatives of an operation and the headers that satisfy it.
struct CredentialChoice {
  struct Credential: Sendable {
    let name: String
    let value: String
    let pointer: JSONPointer
  }

  let operation: Operation
  let identity: TargetIdentity
  /// Values handed out by earlier calls.
  let values: [Slot: JSONValue]

  /// The headers of the first alternative that can be satisfied; none for a public operation.
  /// - Throws: ``CredentialMissing`` when the document demands credentials and no alternative can be satisfied.
  func headers() throws(CredentialMissing) -> [Credential] {
    var missing: String?
    for requirement in operation.security {
      var credentials: [Credential] = []
      var lacks: String?
      for (scheme, _) in requirement.schemes {
        guard let name = scheme.header else {
          lacks = scheme.name
          continue
        }
        if let value = value(of: name) {
          credentials.append(Credential(name: name, value: value, pointer: requirement.pointer))
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

  private func value(of header: String) -> String? {
    if let produced = values[.header(header.lowercased())] { return produced.string ?? produced.serialized() }
    return identity.headers.first { $0.name.lowercased() == header.lowercased() }?.value
  }
}

/// The target's identity has nothing for a security scheme, and no earlier call hands it out.
struct CredentialMissing: Error, Sendable, CustomStringConvertible {
  let operation: String
  let scheme: String

  var description: String {
    "\(operation) demands the security scheme \(scheme), for which the identity of the target has no header. Add one to the configuration"
  }
}

extension Operation {
  /// Whether a slot is a header that a security scheme of the operation declares.
  func isCredential(_ slot: Slot) -> Bool {
    guard case .header(let name) = slot else { return false }
    return security.flatMap(\.schemes).contains { $0.scheme.header?.lowercased() == name }
  }
}
