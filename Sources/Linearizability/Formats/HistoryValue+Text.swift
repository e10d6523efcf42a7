extension HistoryValue {
  /// One value, written as JSON or as EDN.
  public init(text: String) throws(HistoryFileError) {
    let bytes = Array(text.utf8)
    do { self = try JSONHistoryReader.value(bytes) } catch {
      var reader = EDNReader(ByteScanner(bytes))
      self = try reader.value()
      guard try !reader.skipToValue() else { throw reader.scanner.error("something follows the value", "Give one value") }
    }
  }
}
