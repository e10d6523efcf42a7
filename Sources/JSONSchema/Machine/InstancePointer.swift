import JSONDocument

/// A place in an instance that somebody else keeps alive.
///
/// The machine walks along these instead of copying values, which would count references up and down at every step. What they
/// point at, and the buffers that they hand out, live as long as the root of the instance does.
struct InstancePointer {
  private let value: UnsafePointer<JSONValue>

  init(_ value: UnsafePointer<JSONValue>) { self.value = value }

  /// The number of the type's bit in ``InstanceKinds``.
  @inline(__always) var kind: Int {
    switch value.pointee {
    case .null: 0
    case .bool: 1
    case .number: 2
    case .string: 3
    case .array: 4
    case .object: 5
    }
  }

  @inline(__always) var isTrue: Bool { if case .bool(true) = value.pointee { true } else { false } }

  @inline(__always) var items: UnsafeBufferPointer<JSONValue> {
    guard case .array(let items) = value.pointee else { return UnsafeBufferPointer(start: nil, count: 0) }
    return items.withUnsafeBufferPointer { $0 }
  }

  @inline(__always) var members: UnsafeBufferPointer<JSONObject.Member> {
    guard case .object(let object) = value.pointee else { return UnsafeBufferPointer(start: nil, count: 0) }
    return object.members.withUnsafeBufferPointer { $0 }
  }

  /// The digits and the scale of a number that has few of them.
  @inline(__always) var plainNumber: (digits: Int64, scale: UInt8)? {
    guard case .number(let number) = value.pointee, case .plain(let digits, let scale) = number.storage else { return nil }
    return (digits, scale)
  }

  /// The text of a string, or of nothing.
  @inline(__always) func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    guard case .string(let text) = value.pointee else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
    return text.withBytes(body)
  }

  /// The identity of a string; that of an empty one for anything else.
  @inline(__always) var identity: TextIdentity {
    guard case .string(let text) = value.pointee else { return TextIdentity("") }
    return TextIdentity(text)
  }

  /// A copy, for what is rare enough to be done on values.
  var copy: JSONValue { value.pointee }
}

extension String {
  /// Calls back with the UTF-8 bytes.
  @inline(__always) func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
    return Array(utf8).withUnsafeBufferPointer(body)
  }
}
