import CLibXML2

/// Validates documents against a W3C XML Schema, without network and without files.
///
/// A schema that includes or imports others is not supported: they would have to be loaded.
public struct XMLSchemaValidator: Sendable {
  private let xsd: [UInt8]

  /// Takes the schema's bytes. Throws ``XMLError/invalidSchema(_:)`` where they are no usable schema.
  public init(xsd: some Collection<UInt8>) throws(XMLError) {
    self.xsd = Array(xsd)
    _ = try CompiledSchema(self.xsd)
  }

  /// What is wrong with the document, each with its line; empty where it is valid.
  ///
  /// A document that cannot be parsed, or that could not be validated for whatever reason, has a problem too: empty means valid.
  public func validate(_ document: some Collection<UInt8>, limits: XMLLimits = XMLLimits()) -> [XMLProblem] {
    do {
      // Compiled anew each time, so that no state is shared between tasks; it takes about a millisecond.
      return try CompiledSchema(xsd).validate(ParsedDocument(Array(document), limits: limits))
    } catch .malformed(let problem) {
      return [problem]
    } catch {
      return [XMLProblem(line: 0, message: error.description)]
    }
  }
}

/// Owns one compiled schema of libxml2.
private final class CompiledSchema {
  private let pointer: xmlSchemaPtr
  /// The schema points into its document, so the document lives as long.
  private let document: ParsedDocument

  init(_ xsd: [UInt8]) throws(XMLError) {
    // Parsed by our own rules first, so that a schema gets no entities either.
    let document: ParsedDocument
    do {
      document = try ParsedDocument(xsd, limits: XMLLimits(maximumByteCount: 16 << 20))
    } catch {
      throw .invalidSchema([XMLProblem(line: 0, message: error.description)])
    }
    let collector = ProblemCollector()
    let schema = try withExtendedLifetime((document, collector)) { () throws(XMLError) -> xmlSchemaPtr? in
      guard let context = xmlSchemaNewDocParserCtxt(document.pointer) else {
        throw XMLError.library(operation: "xmlSchemaNewDocParserCtxt")
      }
      defer { xmlSchemaFreeParserCtxt(context) }
      let record: xmlStructuredErrorFunc = { context, error in
        ProblemCollector.from(context)?.add(line: error?.pointee.line ?? 0, message: error?.pointee.message)
      }
      xmlSchemaSetParserStructuredErrors(context, record, collector.context)
      return xmlSchemaParse(context)
    }
    guard let schema else { throw .invalidSchema(collector.report) }
    pointer = schema
    self.document = document
  }

  deinit {
    xmlSchemaFree(pointer)
  }

  func validate(_ document: ParsedDocument) throws(XMLError) -> [XMLProblem] {
    let collector = ProblemCollector()
    guard let context = xmlSchemaNewValidCtxt(pointer) else { throw .library(operation: "xmlSchemaNewValidCtxt") }
    defer { xmlSchemaFreeValidCtxt(context) }
    let record: xmlStructuredErrorFunc = { context, error in
      ProblemCollector.from(context)?.add(line: error?.pointee.line ?? 0, message: error?.pointee.message)
    }
    xmlSchemaSetValidStructuredErrors(context, record, collector.context)
    let status = withExtendedLifetime((document, collector)) { xmlSchemaValidateDoc(context, document.pointer) }
    if status != 0, collector.problems.isEmpty {
      return [XMLProblem(line: 0, message: "libxml2 gave up with code \(status)")]
    }
    return collector.report
  }
}
