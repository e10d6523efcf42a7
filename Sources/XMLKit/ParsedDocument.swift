import CLibXML2

/// Owns one parsed document of libxml2.
final class ParsedDocument {
  let pointer: xmlDocPtr

  /// Parses without network, files, document types or entities of the document's own.
  init(_ bytes: [UInt8], limits: XMLLimits) throws(XMLError) {
    _ = LibXML.ready
    guard bytes.count <= limits.maximumByteCount, let length = Int32(exactly: bytes.count) else {
      throw .tooLarge(bytes: bytes.count, limit: min(limits.maximumByteCount, Int(Int32.max)))
    }
    guard let context = xmlNewParserCtxt() else { throw .library(operation: "xmlNewParserCtxt") }
    defer { xmlFreeParserCtxt(context) }
    context.pointee.sax.pointee.internalSubset = { context, _, _, _ in
      // Called at `<!DOCTYPE`, before any declaration is read.
      xmlStopParser(context?.assumingMemoryBound(to: xmlParserCtxt.self))
    }
    let options = [XML_PARSE_NONET, XML_PARSE_HUGE, XML_PARSE_BIG_LINES, XML_PARSE_NOERROR, XML_PARSE_NOWARNING]
    let flags = options.reduce(0) { $0 | Int32($1.rawValue) }
    let document = bytes.withUnsafeBytes { buffer in
      xmlCtxtReadMemory(context, buffer.assumingMemoryBound(to: CChar.self).baseAddress, length, nil, nil, flags)
    }
    if context.pointee.errNo == Int32(XML_ERR_USER_STOP.rawValue) {
      xmlFreeDoc(document)
      throw .documentTypeRefused
    }
    guard let document else {
      let error = context.pointee.lastError
      throw .malformed(XMLProblem(line: Int(error.line), message: ProblemCollector.message(error.message)))
    }
    pointer = document
    guard Self.depth(of: document, isAtMost: limits.maximumDepth) else { throw .tooDeep(limit: limits.maximumDepth) }
  }

  deinit {
    xmlFreeDoc(pointer)
  }

  /// Walks without recursion, because a hostile document may be deeper than a stack.
  private static func depth(of document: xmlDocPtr, isAtMost limit: Int) -> Bool {
    var depth = 1
    var current = xmlDocGetRootElement(document)
    while let node = current {
      if depth > limit { return false }
      if let child = xmlFirstElementChild(node) {
        current = child
        depth += 1
        continue
      }
      var ancestor: xmlNodePtr? = node
      current = nil
      while let candidate = ancestor, depth >= 1 {
        if depth > 1, let sibling = xmlNextElementSibling(candidate) {
          current = sibling
          break
        }
        ancestor = candidate.pointee.parent
        depth -= 1
      }
    }
    return true
  }
}
