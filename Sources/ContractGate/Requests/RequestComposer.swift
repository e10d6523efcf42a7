import GateKit
import HTTPWire
import JSONDocument
import JSONSchema
import OpenAPI

/// Makes valid requests from the document, with given values where there are some.
struct RequestComposer {
  let model: ContractModel
  let identity: TargetIdentity

  func compose(_ operation: Operation, values: [Slot: JSONValue], variation: CallVariation) throws -> ComposedRequest {
    var values = values
    var seed = SeededGenerator(seed: variation.seed &+ UInt64(variation.number))
    for parameter in operation.parameters {
      let slot = slot(of: parameter)
      guard values[slot] == nil, takes(parameter, variation) else { continue }
      if parameter.location == .header, let value = identityHeader(parameter.name) {
        values[slot] = .string(value)
      } else {
        values[slot] = try sample(parameter, variation, seed: seed.next())
      }
    }
    var headers = WireHeaders()
    let declared = try addHeaders(to: &headers, operation, values, variation)
    let body = try self.body(of: operation, &values, variation, seed: seed.next())
    if let body { headers.set("Content-Type", body.mediaType) }
    headers.add("Accept", "*/*")
    let target = model.document.basePath + path(operation, values) + query(operation, values)
    let wire = WireRequest(method: operation.method, target: target, headers: headers, body: body?.bytes ?? [])
    return ComposedRequest(
      operation: operation, wire: wire, values: values, body: body?.value, declared: declared,
      secrets: Set(identity.headers.map { $0.name.lowercased() }).union(declared.filter(\.isCredential).map { $0.name.lowercased() }))
  }

  /// A request with another method to the path of an operation, with all the identity's headers and no body.
  func probe(_ method: String, _ operation: Operation, seed: UInt64) throws -> ComposedRequest {
    var values: [Slot: JSONValue] = [:]
    for parameter in operation.parameters where parameter.location == .path {
      values[.path(parameter.name)] = try sample(parameter, CallVariation(number: 0, seed: seed), seed: seed)
    }
    let headers = WireHeaders(identity.headers.map { WireHeader($0.name, $0.value) })
    let wire = WireRequest(method: method, target: model.document.basePath + path(operation, values), headers: headers)
    return ComposedRequest(
      operation: operation, wire: wire, values: values, body: nil, declared: [],
      secrets: Set(identity.headers.map { $0.name.lowercased() }))
  }

  private func slot(of parameter: Parameter) -> Slot {
    switch parameter.location {
    case .path: .path(parameter.name)
    case .query: .query(parameter.name)
    case .header: .header(parameter.name.lowercased())
    case .cookie: .cookie(parameter.name)
    }
  }

  /// The plainest calls and those at the lower limits have no optional parameters.
  private func takes(_ parameter: Parameter, _ variation: CallVariation) -> Bool {
    parameter.isRequired || variation.number == 1 || variation.number >= 3
  }

  private func sample(_ parameter: Parameter, _ variation: CallVariation, seed: UInt64) throws -> JSONValue {
    if let example = parameter.examples.first { return example }
    // An empty path segment would be another path, so values at the lower limit are kept out of there.
    let number = parameter.location == .path ? 0 : variation.number
    return try model.sample(parameter.schema, number: number, seed: seed) ?? .string("a")
  }

  private func identityHeader(_ name: String) -> String? {
    identity.headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// Adds header parameters and credentials; returns those that the document demands.
  private func addHeaders(
    to headers: inout WireHeaders, _ operation: Operation, _ values: [Slot: JSONValue], _ variation: CallVariation
  ) throws -> [ComposedRequest.DeclaredHeader] {
    var declared: [ComposedRequest.DeclaredHeader] = []
    let credentials = try CredentialChoice(operation: operation, identity: identity, values: values).headers()
    let names = Set(credentials.map { $0.name.lowercased() })
    for credential in credentials where !variation.isAnonymous && !variation.omitted.contains(credential.name.lowercased()) {
      headers.add(credential.name, credential.value)
      declared.append(ComposedRequest.DeclaredHeader(name: credential.name, isCredential: true, pointer: credential.pointer))
    }
    for parameter in operation.parameters where parameter.location == .header {
      let name = parameter.name.lowercased()
      guard let value = values[.header(name)], !names.contains(name), !variation.omitted.contains(name) else { continue }
      headers.add(parameter.name, Self.headerText(ParameterEncoder.simple(value, parameter, escapes: false)))
      guard parameter.isRequired else { continue }
      declared.append(ComposedRequest.DeclaredHeader(name: parameter.name, isCredential: false, pointer: parameter.pointer))
    }
    let cookies = operation.parameters.filter { $0.location == .cookie }.compactMap { parameter in
      values[.cookie(parameter.name)].map { "\(parameter.name)=\(ParameterEncoder.simple($0, parameter, escapes: true))" }
    }
    if !cookies.isEmpty { headers.add("Cookie", cookies.joined(separator: "; ")) }
    return declared
  }

  /// A line break in a value would end the header.
  private static func headerText(_ text: String) -> String { text.filter { !$0.isNewline && $0 != "\0" } }

  private func path(_ operation: Operation, _ values: [Slot: JSONValue]) -> String {
    operation.parameters.filter { $0.location == .path }.reduce(operation.path) { path, parameter in
      let value = values[.path(parameter.name)] ?? .string("a")
      return path.replacing("{\(parameter.name)}", with: ParameterEncoder.simple(value, parameter, escapes: true))
    }
  }

  private func query(_ operation: Operation, _ values: [Slot: JSONValue]) -> String {
    let pairs = operation.parameters.filter { $0.location == .query }.flatMap { parameter in
      values[.query(parameter.name)].map { ParameterEncoder.query($0, parameter) } ?? []
    }
    return pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
  }

  private func body(
    of operation: Operation, _ values: inout [Slot: JSONValue], _ variation: CallVariation, seed: UInt64
  ) throws -> BodyEncoder.Body? {
    guard let request = operation.requestBody, let media = BodyEncoder.preferred(request.content) else { return nil }
    guard request.isRequired || variation.number == 1 || variation.number >= 3 || values.keys.contains(where: \.isBody) else { return nil }
    var value: JSONValue
    if let whole = values[.body(.root)] {
      value = whole
    } else if variation.number == 0, let example = media.examples.first {
      value = example
    } else {
      value = try model.sample(media.schema, number: variation.number, seed: seed) ?? [:]
    }
    for (slot, given) in values {
      guard case .body(let pointer) = slot, let name = pointer.tokens.first, pointer.tokens.count == 1, var object = value.object
      else { continue }
      object[name] = given
      value = .object(object)
    }
    return BodyEncoder.encode(value, as: media)
  }
}

extension Slot {
  var isBody: Bool { if case .body = self { true } else { false } }
}
