import JSONDocument

/// Turns a JSON value into the bytes that its hash is made of, the same for everybody who means the same value.
public protocol JSONCanonicalizing: Sendable {
  func canonicalBytes(of value: JSONValue) -> [UInt8]
}

/// The rule that ships: compact UTF-8, names sorted by their UTF-8 bytes at every depth, only the escapes that RFC 8259 demands.
///
/// The order of arrays, strings and the text of numbers are untouched. Nothing is normalised inside JSON, so that `1` and `1.0`, or two
/// encodings of é, have different hashes.
public struct BytewiseCanonicalForm: JSONCanonicalizing {
  public init() {}
  public func canonicalBytes(of value: JSONValue) -> [UInt8] { value.canonicalBytes() }
}
