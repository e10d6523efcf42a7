import JSONDocument

extension JSONNumber {
  /// Whether this is an integer multiple of the divisor; exact for divisors of up to 37 digits.
  func isMultiple(of divisor: JSONNumber) -> Bool {
    if let exact = decimal.isMultiple(of: divisor.decimal) { return exact }
    let quotient = double / divisor.double
    return quotient == quotient.rounded()
  }

  /// Whether the text has no point, as draft 4 demands of an integer.
  var isWrittenAsInteger: Bool { !text.utf8.contains(UInt8(ascii: ".")) && isInteger }
}
