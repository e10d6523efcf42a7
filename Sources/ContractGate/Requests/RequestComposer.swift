import GateKit
import HTTPWire
import JSONDocument
import OpenAPI

/// Writes drafts as bytes.
struct RequestComposer: Sendable {
  let model: ContractModel
  let identity: TargetIdentity
  let others: [String: TargetIdentity]

  /// - Throws: ``CredentialMissing``, or `EncodingError` for a value that can't be written in its place.
  func compose(_ draft: RequestDraft) throws -> ComposedRequest {
    let operation = draft.operation
    var headers = WireHeaders()
    var declared: [ComposedRequest.DeclaredHeader] = []
    var keys: [TargetQueryParameter] = []
    if draft.credentials == .bare {
      headers = WireHeaders(identity.headers.map { WireHeader($0.name, $0.value) })
      keys = identity.query
    } else {
      declared = try addHeaders(to: &headers, keys: &keys, draft)
    }
    let body = try encodedBody(draft)
    if let type = body.type, !draft.omitted.contains("content-type") { headers.set("Content-Type", type) }
    if !draft.extraHeaders.contains(where: { $0.name.lowercased() == "accept" }) { headers.add("Accept", "*/*") }
    for header in draft.extraHeaders { headers.set(header.name, header.value) }
    let target = try model.document.basePath + path(operation, draft.values) + query(draft, keys)
    let wire = WireRequest(method: draft.method ?? operation.method, target: target, headers: headers, body: body.bytes)
    let secrets = identity.headers.map { $0.name.lowercased() } + declared.filter(\.isCredential).map { $0.name.lowercased() }
    let secretQuery = Set((identity.query + keys).map { PercentEncoding.encode($0.name) })
    return ComposedRequest(draft: draft, wire: wire, declared: declared, secrets: Set(secrets), secretQuery: secretQuery)
  }

  private func identity(of draft: RequestDraft) -> TargetIdentity {
    if case .identity(let name) = draft.credentials { others[name] ?? identity } else { identity }
  }

  /// Adds header parameters and credentials; returns those that the document demands.
  private func addHeaders(
    to headers: inout WireHeaders, keys: inout [TargetQueryParameter], _ draft: RequestDraft
  ) throws -> [ComposedRequest.DeclaredHeader] {
    var cookies: [String] = []
    var declared: [ComposedRequest.DeclaredHeader] = []
    let operation = draft.operation
    let choice = CredentialChoice(operation: operation, identity: identity(of: draft), values: draft.preparation.values)
    // A call without credentials needs none to be there.
    let credentials = draft.credentials == .none ? (try? choice.credentials()) ?? [] : try choice.credentials()
    let names = Set(credentials.filter { $0.location == .header }.map { $0.name.lowercased() })
    for credential in credentials where draft.credentials != .none {
      let name = credential.location == .cookie ? "Cookie" : credential.name
      guard credential.location == .query || !draft.omitted.contains(name.lowercased()) else { continue }
      let value = draft.credentials == .wrong ? WrongCredential.like(credential.value) : credential.value
      switch credential.location {
      case .query: keys.append(TargetQueryParameter(name: credential.name, value: value))
      case .cookie: cookies.append("\(credential.name)=\(value)")
      default: headers.add(name, value)
      }
      declared.append(ComposedRequest.DeclaredHeader(name: name, isCredential: true, pointer: credential.pointer))
    }
    for parameter in operation.parameters where parameter.location == .header {
      let name = parameter.name.lowercased()
      guard let value = draft.values[.header(name)], !names.contains(name), !draft.omitted.contains(name) else { continue }
      headers.add(parameter.name, try model.encoding(of: parameter).encode(value).text)
      guard parameter.isRequired else { continue }
      declared.append(ComposedRequest.DeclaredHeader(name: parameter.name, isCredential: false, pointer: parameter.pointer))
    }
    cookies += try operation.parameters.filter { $0.location == .cookie && !operation.isCredential(.cookie($0.name)) }.flatMap {
      parameter in
      try draft.values[.cookie(parameter.name)].map { try model.encoding(of: parameter).encode($0).pieces } ?? []
    }
    if !cookies.isEmpty { headers.add("Cookie", cookies.joined(separator: "; ")) }
    return declared
  }

  private func path(_ operation: Operation, _ values: [Slot: JSONValue]) throws -> String {
    var result = ""
    var rest = Substring(operation.path)
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")), let close = rest[open...].utf8.firstIndex(of: UInt8(ascii: "}")) {
      let name = String(rest[rest.utf8.index(after: open)..<close])
      result += rest[..<open]
      if let parameter = operation.parameter(name, in: .path) {
        result += try model.encoding(of: parameter).encode(values[.path(name)] ?? .string("a")).text
      } else {
        result += rest[open...close]
      }
      rest = rest[rest.utf8.index(after: close)...]
    }
    return result + rest
  }

  private func query(_ draft: RequestDraft, _ keys: [TargetQueryParameter]) throws -> String {
    let declared = draft.operation.parameters.filter { $0.location == .query && !draft.operation.isCredential(.query($0.name)) }
    var pairs = try declared.flatMap { parameter in
      try draft.values[.query(parameter.name)].map { try model.encoding(of: parameter).encode($0).pieces } ?? []
    }
    pairs += keys.map(\.encoded)
    if let extra = draft.extraQuery { pairs.append(extra) }
    return pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
  }

  private func encodedBody(_ draft: RequestDraft) throws -> (bytes: [UInt8], type: String?) {
    switch draft.body {
    case .none: return ([], nil)
    case .bytes(let bytes, let type): return (bytes, type)
    case .value(let value, let media):
      let body = try model.encoding(of: media).encode(value)
      return (body.bytes, body.contentType)
    }
  }
}
