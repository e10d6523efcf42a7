import CLibPQ

/// One result of libpq; frees it with the last reference.
final class LibPQResult {
  private let result: OpaquePointer

  init(_ result: OpaquePointer) {
    self.result = result
  }

  deinit {
    PQclear(result)
  }

  enum Kind {
    case rows
    case end
    case failure
    case copy
    case other
  }

  var kind: Kind {
    switch PQresultStatus(result) {
    case PGRES_SINGLE_TUPLE: .rows
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: .end
    case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE: .failure
    case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH: .copy
    default: .other
    }
  }

  /// The command tag without numbers, such as `COMMIT`.
  var command: String {
    let tag = String(libpq: PQcmdStatus(result)) ?? ""
    return String(tag.prefix { !$0.isNumber }).trimmingCharactersAtEnd
  }

  var affectedRows: Int { Int(String(libpq: PQcmdTuples(result)) ?? "") ?? 0 }
  var rowCount: Int { Int(PQntuples(result)) }

  func columns() -> [String] {
    (0..<PQnfields(result)).map { String(libpq: PQfname(result, $0)) ?? "" }
  }

  /// The texts of a row, and their size in bytes.
  func texts(ofRow row: Int) -> (texts: [String?], size: Int) {
    var size = 0
    let texts: [String?] = (0..<PQnfields(result)).map { column in
      if PQgetisnull(result, Int32(row), column) == 1 { return nil }
      let length = Int(PQgetlength(result, Int32(row), column))
      size += length
      guard let start = PQgetvalue(result, Int32(row), column) else { return nil }
      return start.withMemoryRebound(to: UInt8.self, capacity: length) { bytes in
        String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
      }
    }
    return (texts, size + texts.count * MemoryLayout<String?>.size)
  }

  func failure() -> QueryFailure {
    QueryFailure(
      sqlState: field("C") ?? "XX000",
      message: field("M") ?? String(libpq: PQresultErrorMessage(result))?.trimmingTrailingNewline ?? "no message",
      detail: field("D"), constraint: field("n"))
  }

  /// A field of the error response by its one-letter code (PostgreSQL manual, 55.8).
  private func field(_ code: Unicode.Scalar) -> String? {
    String(libpq: PQresultErrorField(result, Int32(code.value)))
  }
}

extension String {
  fileprivate var trimmingCharactersAtEnd: String {
    var text = self[...]
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}
