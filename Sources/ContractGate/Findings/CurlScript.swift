import HTTPWire
import JSONDocument
import OpenAPI

/// The calls that show a violation as lines for a POSIX shell with curl and jq, without secrets and without anything that differs
/// from run to run: what earlier answers give is taken from them by the script too.
struct CurlScript {
  let composer: RequestComposer

  func text(_ request: ComposedRequest) -> String {
    let steps = request.draft.preparation.steps
    var lines: [String] = []
    for step in usedSteps(of: request, steps) {
      lines.append("ANSWER\(step + 1)=$(\(line(steps[step].request, of: request, options: "-s -i")))")
      for (number, expression) in expressions(of: step, in: request) { lines += capture(expression, step, number).map { [$0] } ?? [] }
    }
    lines.append(line(request, of: request, options: "-i"))
    return lines.joined(separator: "\n")
  }

  /// Steps whose answers are used, also by other steps, in order.
  private func usedSteps(of request: ComposedRequest, _ steps: [Exchange]) -> [Int] {
    var open = Self.taken(by: request).map(\.step) + request.draft.preparation.effects
    var used: Set<Int> = []
    while let step = open.popLast() {
      guard steps.indices.contains(step), used.insert(step).inserted else { continue }
      open += Self.taken(by: steps[step].request).map(\.step)
    }
    return used.sorted()
  }

  /// What a request takes from answers.
  private static func taken(by request: ComposedRequest) -> [Preparation.Origin] {
    let preparation = request.draft.preparation
    return preparation.origins.compactMap { slot, origin in
      // Something else may stand in the place of what was given.
      let sent = if case .body(let pointer) = slot { request.body?[pointer] } else { request.values[slot] }
      if sent != nil, sent != preparation.values[slot] { return nil }
      return answered(origin, in: preparation.steps)
    }
  }

  /// The answer that a value comes from, also where it went through earlier requests; nil where it is as constant as they are.
  private static func answered(_ origin: Preparation.Origin, in steps: [Exchange]) -> Preparation.Origin? {
    var origin = origin
    // Each step takes values from earlier ones only.
    for _ in 0...steps.count {
      let slot: Slot
      switch origin.expression {
      case .responseBody, .responseHeader, .locationSegment: return origin
      case .requestValue(let value): slot = value
      case .requestBody(let pointer): slot = .body(pointer)
      case .constant: return nil
      }
      guard steps.indices.contains(origin.step) else { return nil }
      guard let earlier = steps[origin.step].request.draft.preparation.origins[slot] else { return nil }
      origin = earlier
    }
    return nil
  }

  /// The values that anything takes from a step, numbered in an order that is the same every time.
  private func expressions(of step: Int, in request: ComposedRequest) -> [(Int, RuntimeExpression)] {
    let users = [request] + request.draft.preparation.steps.map(\.request)
    let all = Set(users.flatMap { Self.taken(by: $0) }.filter { $0.step == step }.map(\.expression))
    return all.sorted { $0.order < $1.order }.enumerated().map { ($0.offset, $0.element) }
  }

  private func capture(_ expression: RuntimeExpression, _ step: Int, _ number: Int) -> String? {
    let answer = "printf '%s' \"$ANSWER\(step + 1)\" | tr -d '\\r'"
    let name = "VALUE\(step + 1)_\(number + 1)"
    switch expression {
    case .responseBody(let pointer):
      let path = pointer.tokens.map { Int($0) != nil ? "[\($0)]" : "[\(JSONValue.string($0).serialized())]" }.joined()
      return "\(name)=$(\(answer) | sed '1,/^$/d' | jq -r \(Self.quoted("." + path)))"
    case .responseHeader(let header): return "\(name)=$(\(answer) | sed -n \(Self.quoted("s/^\(header): //Ip")) | head -n 1)"
    case .locationSegment(let number):
      let path = "s/^Location: //Ip' | head -n 1 | sed 's/[?#].*//' | rev | cut -d / -f \(number + 1) | rev"
      return "\(name)=$(\(answer) | sed -n '\(path))"
    default: return nil
    }
  }

  /// - Parameter last: the request that the script ends with; it decides how values are called.
  private func line(_ request: ComposedRequest, of last: ComposedRequest, options: String) -> String {
    var names: [(marker: String, variable: String)] = []
    var draft = request.draft
    var marked = Preparation()
    for (slot, origin) in draft.preparation.origins {
      guard let old = draft.preparation.values[slot], let origin = Self.answered(origin, in: draft.preparation.steps) else { continue }
      guard let number = expressions(of: origin.step, in: last).first(where: { $0.1 == origin.expression })?.0 else { continue }
      // The marker is a word that needs no escaping anywhere.
      let marker = "gatehouseValue\(origin.step + 1)x\(number + 1)x"
      names.append((marker, "'\"$VALUE\(origin.step + 1)_\(number + 1)\"'"))
      if case .number = old { names.append(("\"\(marker)\"", names[names.count - 1].variable)) }
      marked.set(slot, to: .string(marker), from: origin)
    }
    draft = draft.rebound(to: marked)
    names.sort { ($0.marker.utf8.count, $0.marker) > ($1.marker.utf8.count, $1.marker) }
    // Credentials that can't be composed again are those of the request itself.
    let symbolic = (try? composer.compose(draft)) ?? request
    return names.reduce(command(symbolic, options)) { $0.replacing($1.marker, with: $1.variable) }
  }

  private func command(_ request: ComposedRequest, _ options: String) -> String {
    var parts = ["curl \(options) -X \(request.wire.method)"]
    for header in request.wire.headers where header.name != "Accept" || header.value != "*/*" {
      if Self.conditions.contains(header.name.lowercased()) {
        parts.append("-H \(Self.quoted("\(header.name): [the entity tag of the object]"))")
        continue
      }
      let isSecret = request.secrets.contains(header.name.lowercased()) && !header.value.hasPrefix("gatehouse")
      parts.append("-H \(Self.quoted("\(header.name): \(isSecret ? "[redacted]" : header.value)"))")
    }
    if !request.wire.body.isEmpty { parts.append("--data-binary \(Self.quoted(Self.bodyText(request.wire.body)))") }
    parts.append("\"$BASE_URL\"\(Self.quoted(Self.target(of: request)))")
    return parts.joined(separator: " ")
  }

  /// The target without the values of credentials in its query.
  private static func target(of request: ComposedRequest) -> String {
    let target = request.wire.target
    guard !request.secretQuery.isEmpty, let mark = target.firstIndex(of: "?") else { return target }
    let pairs = target[target.index(after: mark)...].split(separator: "&", omittingEmptySubsequences: false).map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let isSecret = parts.count == 2 && request.secretQuery.contains(String(parts[0])) && !parts[1].hasPrefix("gatehouse")
      return isSecret ? "\(parts[0])=[redacted]" : String(pair)
    }
    return target[...mark] + pairs.joined(separator: "&")
  }

  /// Headers that hold what earlier answers gave.
  private static let conditions: Set<String> = ["if-none-match", "if-match", "if-modified-since", "if-unmodified-since"]

  /// Long bodies are cut, since nobody reads them.
  private static func bodyText(_ body: [UInt8]) -> String {
    guard body.count > 2_000 else { return String(decoding: body, as: UTF8.self) }
    return String(decoding: body.prefix(2_000), as: UTF8.self) + "… (\(body.count) bytes)"
  }

  /// For a POSIX shell.
  private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
}
