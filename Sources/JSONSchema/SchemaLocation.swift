import JSONDocument

/// A place in one of the documents that a schema is made of.
public struct SchemaLocation: Sendable, Hashable, CustomStringConvertible {
  /// The URI under which the document was registered.
  public let document: String
  public let pointer: JSONPointer

  public init(document: String, pointer: JSONPointer = .root) {
    (self.document, self.pointer) = (document, pointer)
  }

  public func appending(_ token: String) -> SchemaLocation { SchemaLocation(document: document, pointer: pointer.appending(token)) }

  public func appending(_ index: Int) -> SchemaLocation { appending(String(index)) }

  public var description: String { "\(document)#\(pointer)" }
}

/// Why a schema can't be compiled, and where.
public struct SchemaError: Error, Sendable, Hashable, CustomStringConvertible {
  public let location: SchemaLocation
  public let reason: String

  public init(_ reason: String, at location: SchemaLocation) {
    (self.location, self.reason) = (location, reason)
  }

  public var description: String { "\(location): \(reason)" }
}
