import CLibXML2

/// Writes one XML 1.0 document in UTF-8.
///
/// Text may be hostile: markup is escaped, and what XML forbids is replaced (``XMLText``). A reference type because it owns a
/// writer of libxml2; not `Sendable`, so one task uses it at a time.
public final class XMLWriter {
  private let writer: xmlTextWriterPtr
  private let buffer: xmlBufferPtr
  private let limits: XMLLimits
  private var written = 0
  private var depth = 0

  /// Writes a document; `body` writes its root element. Gives the bytes.
  public static func document(
    limits: XMLLimits = XMLLimits(), _ body: (XMLWriter) throws(XMLError) -> Void
  ) throws(XMLError) -> [UInt8] {
    let writer = try XMLWriter(limits: limits)
    try writer.require(xmlTextWriterStartDocument(writer.writer, "1.0", "UTF-8", nil), "xmlTextWriterStartDocument")
    try body(writer)
    return try writer.finish()
  }

  private init(limits: XMLLimits) throws(XMLError) {
    _ = LibXML.ready
    guard let buffer = xmlBufferCreate() else { throw .library(operation: "xmlBufferCreate") }
    guard let writer = xmlNewTextWriterMemory(buffer, 0) else {
      xmlBufferFree(buffer)
      throw .library(operation: "xmlNewTextWriterMemory")
    }
    self.buffer = buffer
    self.writer = writer
    self.limits = limits
    xmlTextWriterSetIndent(writer, 1)
    xmlTextWriterSetIndentString(writer, "  ")
  }

  deinit {
    xmlFreeTextWriter(writer)
    xmlBufferFree(buffer)
  }

  /// Writes an element; attributes whose value is nil are left out, `body` writes what is inside.
  public func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ body: () throws(XMLError) -> Void = {}
  ) throws(XMLError) {
    guard depth < limits.maximumDepth else { throw .tooDeep(limit: limits.maximumDepth) }
    depth += 1
    defer { depth -= 1 }
    try require(xmlTextWriterStartElement(writer, checked(name: name)), "xmlTextWriterStartElement")
    for case (let key, let value?) in attributes {
      try require(
        xmlTextWriterWriteAttribute(writer, checked(name: key), counted(value)), "xmlTextWriterWriteAttribute")
    }
    try body()
    try require(xmlTextWriterEndElement(writer), "xmlTextWriterEndElement")
  }

  /// Writes text inside the current element.
  public func text(_ text: String) throws(XMLError) {
    guard !text.isEmpty else { return }
    try require(xmlTextWriterWriteString(writer, counted(text)), "xmlTextWriterWriteString")
  }

  private func finish() throws(XMLError) -> [UInt8] {
    try require(xmlTextWriterEndDocument(writer), "xmlTextWriterEndDocument")
    try require(xmlTextWriterFlush(writer), "xmlTextWriterFlush")
    return Array(UnsafeBufferPointer(start: xmlBufferContent(buffer), count: Int(xmlBufferLength(buffer))))
  }

  /// The text as libxml2 wants it, NUL-terminated, counted against the limit.
  private func counted(_ text: String) throws(XMLError) -> [xmlChar] {
    let bytes = XMLText.permittedUTF8(text)
    written += bytes.count
    guard written <= limits.maximumByteCount else { throw .tooLarge(bytes: written, limit: limits.maximumByteCount) }
    return bytes + [0]
  }

  private func checked(name: String) throws(XMLError) -> [xmlChar] {
    let bytes = try counted(name)
    guard xmlValidateQName(bytes, 0) == 0 else { throw .invalidName(name) }
    return bytes
  }

  private func require(_ status: Int32, _ operation: String) throws(XMLError) {
    if status < 0 { throw .library(operation: operation) }
  }
}
