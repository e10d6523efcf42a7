import GateKit
import GateModel
import HTTPWire
import OpenAPI

/// Credentials that nobody was given must not do, whatever they look like.
struct WrongCredentialsCheck: SequenceCheck {
  let descriptor = CheckDescriptor(
    id: "contract/wrong-credentials-accepted", title: "Credentials that nobody was given are accepted",
    rationale: "A service that looks whether there are credentials and not which ones is open to everybody who sends any.",
    remedy: "Verify the credential itself: its scheme, its signature with the algorithm that you chose, its issuer and its audience")

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool { operation.requiresCredentials }

  func examine(_ operation: Operation, in lane: inout Lane) async throws -> Examination {
    guard lane.base != nil else {
      return .inconclusive("no call with the right credentials was accepted, so that refusing others proves nothing")
    }
    let request = try lane.session.composed(try await lane.plain())
    let headers = request.declared.filter(\.isCredential).compactMap { header in
      request.wire.headers[header.name].map { WireHeader(header.name, $0) }
    }
    guard request.declared.contains(where: \.isCredential) else {
      return .inconclusive("the call has no credential that could be falsified")
    }
    return try await CredentialProbe(owner: id, refusals: [401, 403]).examine(variants(headers), in: &lane)
  }

  private func variants(_ headers: [WireHeader]) -> [CredentialProbe.Variant] {
    var variants = [CredentialProbe.Variant("with credentials that nobody was given", cause: "wrong") { $0.credentials = .wrong }]
    for header in headers {
      let name = header.name.lowercased()
      if headers.count > 1 {
        variants.append(.with(header.name, WrongCredential.like(header.value), "with a wrong \(header.name)", cause: "wrong \(name)"))
      }
      if let other = WrongCredential.ofAnotherScheme(header.value) {
        variants.append(.with(header.name, other, "with credentials of another scheme", cause: "scheme \(name)"))
      }
      if let unsigned = WrongCredential.unsigned(header.value) {
        variants.append(.with(header.name, unsigned, "with a token whose signature was taken off (alg none)", cause: "unsigned \(name)"))
      }
    }
    return variants
  }
}

extension CredentialProbe.Variant {
  /// One header with another value; the others are right.
  static func with(_ name: String, _ value: String, _ label: String, cause: String) -> Self {
    Self(label, cause: cause) { $0.extraHeaders.append(WireHeader(name, value)) }
  }
}
