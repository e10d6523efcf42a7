import GateKit
import GateModel
import JSONDocument
import OpenAPI

/// No answer hands out what proves who somebody is: keys, addresses with passwords, the caller's own credentials, and what the
/// document says is never sent back.
struct LeakedCredentialCheck: ExchangeCheck {
  let descriptor = CheckDescriptor(
    id: "contract/leaked-credential", title: "Credential in an answer",
    rationale: "Answers are logged and cached; who reads them there can act as somebody else.",
    remedy: "Leave the credential out of the answer, and replace it, since it must be taken as known")

  private let inspection = LeakInspection(CredentialPatterns.all)

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) throws -> [Violation]? {
    guard let response = exchange.response, exchange.mayHaveBody, !response.body.isEmpty else { return nil }
    var violations = inspection.violations(in: exchange, model: model) ?? []
    if let echoed = echo(in: exchange) { violations.append(echoed) }
    return violations + writeOnlyMembers(of: exchange, in: model)
  }

  /// An answer about a failure with the credential that the caller sent; one about a success may be a login's.
  private func echo(in exchange: Exchange) -> Violation? {
    guard let response = exchange.response, response.status >= 400, let text = exchange.text else { return nil }
    guard CredentialPatterns.sent(by: exchange).contains(where: { text.bytes.contains(text: $0) }) else { return nil }
    return Violation(
      "\(exchange.subject) answered \(response.status) with the credential that the caller sent",
      at: exchange.declaration?.pointer ?? exchange.operation.pointer, cause: ["echo"], isShared: true)
  }

  private func writeOnlyMembers(of exchange: Exchange, in model: ContractModel) -> [Violation] {
    guard let value = exchange.responseJSON, let response = exchange.response,
      let type = exchange.media, let schema = exchange.declaration?.mediaType(for: type)?.schema, model.writeOnly.reaches(schema),
      value.hasMember(where: model.writeOnly.mayMark)
    else { return [] }
    let properties = model.document.properties(marked: .writeOnly, by: schema, in: value, reach: model.writeOnly)
    return properties.filter { Self.isShown($0.value) }.map { property in
      // The position in a list says nothing.
      let place = JSONPointer(tokens: property.place.tokens.map { Int($0) == nil ? $0 : "*" })
      let message = "\(exchange.subject) answered \(response.status) with \(place), which is write-only"
      return Violation(message, at: property.mark, cause: [property.mark.description], isShared: true)
    }
  }

  /// Null, nothing and asterisks show nothing.
  private static func isShown(_ value: JSONValue?) -> Bool {
    switch value {
    case nil, .null: false
    case .string(let text): !text.allSatisfy { "*•xX.".contains($0) }
    default: true
    }
  }
}

/// Credentials as they are written; in answers about failures only, since elsewhere they may be what was asked for.
enum CredentialPatterns {
  static let all = [privateKey, address, assignment, token]

  private static let privateKey = LeakPattern("a private key", ["-----BEGIN "], countsInSuccess: false) { text, position in
    let end = text.end(from: position + 11, most: 40) { $0 == 32 || (65...90).contains($0) }
    return text.has("-----", at: end) && text.string(position..<end).hasSuffix("PRIVATE KEY") ? text.string(position..<end) : nil
  }

  private static let schemes: Set<String> = [
    "postgres", "postgresql", "mysql", "mariadb", "mongodb", "mongodb+srv", "redis", "rediss", "amqp", "amqps", "mssql", "sqlserver", "ftp",
    "http", "https", "ldap", "ldaps", "smtp", "smtps", "nats", "clickhouse",
  ]

  /// `postgresql://user:password@host`.
  private static let address = LeakPattern("an address with a password", ["://"], countsInSuccess: false) { text, position in
    let start = text.start(before: position, most: 12) { LeakText.isWord($0) || $0 == UInt8(ascii: "+") }
    guard schemes.contains(text.string(start..<position).lowercased()) else { return nil }
    let end = text.end(from: position + 3, most: 200) { $0 > 32 && !"/@?#\"'<>".utf8.contains($0) }
    guard text.byte(end) == UInt8(ascii: "@") else { return nil }
    let parts = text.string(position + 3..<end).split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, isSecret(String(parts[1])) else { return nil }
    return text.string(start..<end)
  }

  /// `Server=db;User=shop;Password=…;` and `host=db password=…`.
  private static let assignment = LeakPattern(
    "settings of a connection with a password", ["Password=", "Pwd=", "password=", "PWD="], countsInSuccess: false
  ) { text, position in
    let line = String(decoding: text.line(around: position), as: UTF8.self).lowercased()
    guard ["server=", "data source=", "host=", "user id="].contains(where: line.contains) else { return nil }
    let start = text.end(from: position, most: 10) { $0 != UInt8(ascii: "=") } + 1
    let end = text.end(from: start, most: 100) { $0 > 32 && !";\"'&".utf8.contains($0) }
    return isSecret(text.string(start..<end)) ? text.string(position..<end) : nil
  }

  /// Prefix → how many letters and digits follow at least.
  private static let prefixes: [(prefix: String, count: Int)] = [
    ("AKIA", 16), ("ASIA", 16), ("ghp_", 36), ("gho_", 36), ("github_pat_", 40), ("glpat-", 20), ("sk_live_", 16), ("xoxb-", 20),
  ]

  private static let token = LeakPattern("a key of a known service", prefixes.map(\.prefix), countsInSuccess: false) { text, position in
    guard text.isBoundary(before: position), let (prefix, count) = prefixes.first(where: { text.has($0.prefix, at: position) }) else {
      return nil
    }
    let start = position + prefix.utf8.count
    let isKeyID = prefix.hasSuffix("IA")
    let end = text.end(from: start) { byte in
      isKeyID
        ? LeakText.isDigit(byte) || (65...90).contains(byte) : LeakText.isDigit(byte) || LeakText.isLetter(byte) || byte == 95 || byte == 45
    }
    return isKeyID ? (end - start == count ? text.string(position..<end) : nil) : (end - start >= count ? text.string(position..<end) : nil)
  }

  /// What stands for a password that was left out is none.
  private static func isSecret(_ text: String) -> Bool {
    guard !text.isEmpty, !text.hasPrefix("$"), !text.hasPrefix("{"), !text.hasPrefix("["), !text.hasPrefix("%7B") else { return false }
    return !text.allSatisfy { "*•xX.-".contains($0) } && !["redacted", "hidden", "filtered", "masked"].contains(text.lowercased())
  }

  /// The secret header values of a request, and of `Bearer x` the x; short ones may stand anywhere by accident.
  static func sent(by exchange: Exchange) -> [String] {
    let wire = exchange.request.wire
    return wire.headers.filter { exchange.request.secrets.contains($0.name.lowercased()) }.compactMap { header in
      let value = header.value.split(separator: " ", maxSplits: 1).last.map(String.init) ?? header.value
      return value.utf8.count >= 8 ? value : nil
    }
  }

  /// Takes credentials out of a text that is shown to people.
  static func redacted(_ text: String, from exchange: Exchange) -> String {
    let patterns = LeakPatterns(all)
    var secrets = sent(by: exchange)
    _ = patterns.matches(in: LeakText(Array(text.utf8), unescapes: false), isSuccess: false) { telling in
      secrets.append(telling)
      return false
    }
    if secrets.contains(where: { $0.hasPrefix("-----BEGIN ") }) { return "[redacted: an answer with a private key]" }
    return secrets.reduce(text) { $0.replacing($1, with: "[redacted]") }
  }
}
