extension StringProtocol {
  /// Whether ASCII text stands in it; compares bytes, which `contains` does not.
  func has(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    let found = utf8.withContiguousStorageIfAvailable { haystack -> Bool in
      guard haystack.count >= count else { return false }
      var index = 0
      while index <= haystack.count - count {
        var offset = 0
        while offset < count, haystack[index + offset] == text.utf8Start[offset] { offset += 1 }
        if offset == count { return true }
        index += 1
      }
      return false
    }
    return found ?? SourceText(path: "", bytes: Array(utf8)).contains(text)
  }
}
