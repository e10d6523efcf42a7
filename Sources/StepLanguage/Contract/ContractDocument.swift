import GateKit
import GateModel
import JSONDocument
import JSONSchema
import OpenAPI

/// The API document of the target, read and compiled once for all cases of a run.
public actor ContractDocument {
  private let files: (any FileTree)?
  private var loaded: (path: String, result: Result<OpenAPIDocument, GateError>)?
  private var schemas: [JSONPointer: Result<CompiledSchema, GateError>] = [:]

  /// - Parameter files: nil where no file may be read; every expectation by operation is then an error.
  public init(files: (any FileTree)? = nil) { self.files = files }

  /// - Throws: `GateError` for a document that cannot be read.
  func document(_ path: String, at location: SourceLocation) throws -> OpenAPIDocument {
    if let loaded, loaded.path == path { return try loaded.result.get() }
    let result = Result { try load(path, at: location) }.mapError { error in
      error as? GateError ?? GateError("\(error)", at: location, remedy: "Correct the document")
    }
    loaded = (path, result)
    schemas = [:]
    return try result.get()
  }

  private func load(_ path: String, at location: SourceLocation) throws -> OpenAPIDocument {
    guard let files else {
      throw GateError("expectations by operation cannot be used here", at: location, remedy: "Use 'schema' instead")
    }
    let bytes = Array(try RepositoryPath.text(path, in: files, namedAt: location).utf8)
    return try OpenAPIDocument(bytes, path: path) { try files.read($0) }
  }

  /// The schema of a response, at a place of the document that was loaded.
  func schema(at pointer: JSONPointer, location: SourceLocation) throws -> CompiledSchema {
    if let known = schemas[pointer] { return try known.get() }
    guard let document = try loaded?.result.get() else {
      throw GateError("the API document was not read", at: location, remedy: "Set `contract.document` in gatehouse.yml")
    }
    let result = Result<CompiledSchema, GateError> { () throws(GateError) in
      guard let compiled = document.schemas(at: [pointer], for: .response)[pointer] else {
        throw GateError("there is no schema at \(pointer)", at: location, remedy: "Correct the document")
      }
      do throws(DocumentError) {
        return try compiled.get()
      } catch {
        throw GateError("\(error)", at: location, remedy: "Correct the document")
      }
    }
    schemas[pointer] = result
    return try result.get()
  }
}
