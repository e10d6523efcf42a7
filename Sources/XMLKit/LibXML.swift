import CLibXML2

/// What is set up once a process.
enum LibXML {
  /// Initialises the library, and has it refuse every external resource.
  ///
  /// The loader is global to libxml2, so it holds for schema imports and `xsi:schemaLocation` too, which no parser option covers.
  static let ready: Void = {
    xmlInitParser()
    xmlSetExternalEntityLoader { _, _, _ in nil }
  }()

  /// Swift text from a NUL-terminated string of libxml2.
  static func text(_ pointer: UnsafePointer<xmlChar>?) -> String {
    guard let pointer else { return "" }
    return String(decoding: UnsafeBufferPointer(start: pointer, count: Int(xmlStrlen(pointer))), as: UTF8.self)
  }
}
