extension String {
  /// libpq ends its messages with a line feed.
  var trimmingTrailingNewline: String {
    var text = self[...]
    while text.hasSuffix("\n") { text = text.dropLast() }
    return String(text)
  }

  /// A C string from libpq, or nil.
  init?(libpq pointer: UnsafePointer<CChar>?) {
    guard let pointer else { return nil }
    self.init(cString: pointer)
  }
}

/// Calls `body` with a C array of C strings (nil stays NULL) that lives during the call.
func withCStrings<Result>(_ strings: [String?], _ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
  var bytes: [CChar] = []
  var offsets: [Int?] = []
  for string in strings {
    guard let string else {
      offsets.append(nil)
      continue
    }
    offsets.append(bytes.count)
    bytes.append(contentsOf: string.utf8.lazy.map { CChar(bitPattern: $0) })
    bytes.append(0)
  }
  return bytes.withUnsafeBufferPointer { buffer in
    body(
      offsets.map { offset in
        guard let offset, let base = buffer.baseAddress else { return nil }
        return base + offset
      })
  }
}
