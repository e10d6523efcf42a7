/// The encoding of Unicode labels in ASCII (RFC 3492), without the prefix `xn--`.
enum Punycode {
  private static let base: UInt32 = 36
  private static let lowest: UInt32 = 1
  private static let highest: UInt32 = 26
  private static let firstCode: UInt32 = 0x80
  private static let firstBias: UInt32 = 72

  /// Nil when the text encodes nothing.
  static func decode(_ text: Substring) -> [Unicode.Scalar]? {
    let bytes = Array(text.utf8)
    guard bytes.count <= 63, bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
    var output: [UInt32] = []
    var position = 0
    if let hyphen = bytes.lastIndex(of: UInt8(ascii: "-")) {
      output = bytes[..<hyphen].map { UInt32($0) }
      position = hyphen + 1
    }
    var code = firstCode
    var index: UInt32 = 0
    var bias = firstBias
    while position < bytes.count {
      let before = index
      var weight: UInt32 = 1
      var k = base
      while true {
        guard position < bytes.count, let digit = digit(bytes[position]) else { return nil }
        position += 1
        let (product, overflowed) = digit.multipliedReportingOverflow(by: weight)
        let (sum, overflowedAgain) = index.addingReportingOverflow(product)
        guard !overflowed, !overflowedAgain else { return nil }
        index = sum
        let limit = threshold(k, bias)
        if digit < limit { break }
        let (next, tooHeavy) = weight.multipliedReportingOverflow(by: base - limit)
        guard !tooHeavy else { return nil }
        weight = next
        k += base
      }
      let count = UInt32(output.count) + 1
      bias = adapted(index - before, count: count, isFirst: before == 0)
      let (sum, overflowed) = code.addingReportingOverflow(index / count)
      guard !overflowed else { return nil }
      code = sum
      index %= count
      output.insert(code, at: Int(index))
      index += 1
    }
    let scalars = output.compactMap(Unicode.Scalar.init)
    return scalars.count == output.count ? scalars : nil
  }

  static func encode(_ scalars: [Unicode.Scalar]) -> String? {
    var output = scalars.filter(\.isASCII).map { UInt8($0.value) }
    let plain = UInt32(output.count)
    if plain > 0 { output.append(UInt8(ascii: "-")) }
    var (code, delta, bias, handled) = (firstCode, UInt32(0), firstBias, plain)
    while handled < UInt32(scalars.count) {
      guard let next = scalars.lazy.map(\.value).filter({ $0 >= code }).min() else { return nil }
      let (step, overflowed) = (next - code).multipliedReportingOverflow(by: handled + 1)
      let (sum, overflowedAgain) = delta.addingReportingOverflow(step)
      guard !overflowed, !overflowedAgain else { return nil }
      (delta, code) = (sum, next)
      for scalar in scalars {
        if scalar.value < code { delta += 1 }
        guard scalar.value == code else { continue }
        append(delta, bias, to: &output)
        bias = adapted(delta, count: handled + 1, isFirst: handled == plain)
        delta = 0
        handled += 1
      }
      delta += 1
      code += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func append(_ delta: UInt32, _ bias: UInt32, to output: inout [UInt8]) {
    var rest = delta
    var k = base
    while true {
      let limit = threshold(k, bias)
      if rest < limit { break }
      output.append(symbol(limit + (rest - limit) % (base - limit)))
      rest = (rest - limit) / (base - limit)
      k += base
    }
    output.append(symbol(rest))
  }

  private static func threshold(_ k: UInt32, _ bias: UInt32) -> UInt32 {
    k <= bias ? lowest : min(k - bias, highest)
  }

  private static func adapted(_ delta: UInt32, count: UInt32, isFirst: Bool) -> UInt32 {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var k: UInt32 = 0
    while delta > ((base - lowest) * highest) / 2 {
      delta /= base - lowest
      k += base
    }
    return k + (base - lowest + 1) * delta / (delta + 38)
  }

  private static func digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 97
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 22
    default: nil
    }
  }

  private static func symbol(_ digit: UInt32) -> UInt8 { UInt8(digit < 26 ? digit + 97 : digit + 22) }
}
