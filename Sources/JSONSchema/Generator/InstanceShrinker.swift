import JSONDocument

/// Proposes simpler values, so that a reproducer becomes small.
///
/// Every proposal is simpler by ``weight(of:)``, so that shrinking always ends. Whether a proposal still shows what has to be shown
/// is for the caller to decide, by validating it or by sending it.
public struct InstanceShrinker: Sendable {
  /// The most proposals for one value.
  public let limit: Int

  public init(limit: Int = 2_000) { self.limit = limit }

  /// Simpler values, those that drop most first.
  public func candidates(of value: JSONValue) -> some Sequence<JSONValue> {
    var found: [JSONValue] = []
    collect(value, into: &found)
    return found.lazy.filter { [weight = Self.weight(of: value)] in Self.weight(of: $0) < weight }.prefix(limit)
  }

  /// The simplest value that is reached by taking the first proposal that keeps what matters, again and again.
  /// - Parameter tries: how often `keeps` is asked at most.
  public func smallest(from value: JSONValue, tries: Int = 2_000, while keeps: (JSONValue) throws -> Bool) rethrows -> JSONValue {
    var best = value
    var left = tries
    var improved = true
    while improved, left > 0 {
      improved = false
      for candidate in candidates(of: best) {
        guard left > 0 else { return best }
        left -= 1
        if try keeps(candidate) {
          best = candidate
          improved = true
          break
        }
      }
    }
    return best
  }

  /// How complex a value is; parts count more than their contents.
  public static func weight(of value: JSONValue) -> Int {
    switch value {
    case .null: 0
    case .bool(let value): value ? 2 : 1
    case .number(let number): 2 + digitWeight(number)
    case .string(let text): 2 + text.unicodeScalars.reduce(0) { $0 + scalarWeight($1) }
    case .array(let items): items.reduce(3) { $0 + 2 + weight(of: $1) }
    case .object(let object): object.members.reduce(3) { $0 + 2 + $1.key.utf8.count + weight(of: $1.value) }
    }
  }

  /// Grows with the distance from 0, coarsely for the largest; a fraction or an exponent weighs more than any integer.
  private static func digitWeight(_ number: JSONNumber) -> Int {
    guard let value = Int(number.text) else { return (1 << 43) + number.text.utf8.count }
    let exact: UInt = 1 << 40
    let magnitude = value.magnitude
    let size = magnitude <= exact ? 2 * magnitude : 2 * exact + (magnitude >> 22)
    return Int(clamping: size) + (value < 0 ? 1 : 0)
  }

  private static func scalarWeight(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x61: 2
    case 0x62...0x7A, 0x30...0x39: 3
    case 0x20...0x7E: 4
    default: 8
    }
  }

  private func collect(_ value: JSONValue, into found: inout [JSONValue]) {
    guard found.count < limit else { return }
    switch value {
    case .null, .bool(false): break
    case .bool(true): found.append(.bool(false))
    case .number(let number): found += numbers(number).map { .number($0) }
    case .string(let text): found += texts(text).map { .string($0) }
    case .array(let items): collect(items, into: &found)
    case .object(let object): collect(object, into: &found)
    }
  }

  private func collect(_ items: [JSONValue], into found: inout [JSONValue]) {
    if !items.isEmpty { found.append(.array([])) }
    var size = items.count / 2
    while size > 0 {
      for start in stride(from: 0, to: items.count, by: size) where size < items.count {
        found.append(.array(Array(items[..<start] + items[min(start + size, items.count)...])))
      }
      size /= 2
    }
    for (position, item) in items.enumerated() {
      var inner: [JSONValue] = []
      collect(item, into: &inner)
      for smaller in inner {
        guard found.count < limit else { return }
        var copy = items
        copy[position] = smaller
        found.append(.array(copy))
      }
    }
  }

  private func collect(_ object: JSONObject, into found: inout [JSONValue]) {
    if object.count > 1 { found.append([:]) }
    for position in object.members.indices {
      var members = object.members
      members.remove(at: position)
      found.append(.object(JSONObject(members)))
    }
    for (position, member) in object.members.enumerated() {
      var inner: [JSONValue] = []
      collect(member.value, into: &inner)
      for smaller in inner {
        guard found.count < limit else { return }
        var members = object.members
        members[position].value = smaller
        found.append(.object(JSONObject(members)))
      }
    }
  }

  private func numbers(_ number: JSONNumber) -> [JSONNumber] {
    guard let value = number.int else {
      let whole = number.double
      var result = [JSONNumber(0), JSONNumber(1), JSONNumber(-1)]
      if whole.magnitude < 1e15 { result.append(JSONNumber(Int(whole.rounded(.towardZero)))) }
      if whole.magnitude < 1e12, let tenth = JSONNumber((whole * 10).rounded(.towardZero) / 10) { result.append(tenth) }
      return result
    }
    var result: [JSONNumber] = [JSONNumber(value)]
    for candidate in [0, 1, -1] { result.append(JSONNumber(candidate)) }
    if value == .min { return result }
    var distance = value / 2
    var step = 0
    while distance != 0, step < 64 {
      result.append(JSONNumber(value - distance))
      distance /= 2
      step += 1
    }
    result.append(JSONNumber(value - value.signum()))
    return result
  }

  private func texts(_ text: String) -> [String] {
    let scalars = Array(text.unicodeScalars)
    func string(_ part: some Sequence<Unicode.Scalar>) -> String { String(String.UnicodeScalarView(part)) }
    guard !scalars.isEmpty else { return [] }
    var result = [""]
    var size = scalars.count / 2
    while size > 0 {
      result.append(string(scalars.dropLast(size)))
      result.append(string(scalars.dropFirst(size)))
      size /= 2
    }
    if scalars.contains(where: { $0 != "a" }) { result.append(String(repeating: "a", count: scalars.count)) }
    for position in scalars.indices.prefix(40) where scalars[position] != "a" {
      var copy = scalars
      copy[position] = "a"
      result.append(string(copy))
    }
    return result
  }
}
