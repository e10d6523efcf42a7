import JSONDocument
import JSONSchema
import OpenAPI

/// Documents with one parameter or one body.
enum EncodingSamples {
  struct Missing: Error {}

  /// - Parameter text: the parameter object.
  static func parameter(_ text: String) throws -> (encoding: ParameterEncoding, schema: CompiledSchema) {
    let inPath = text.contains(#""in": "path""#)
    let document = try document(
      #"{"paths": {"/a\#(inPath ? "/{p}" : "")": {"get": {"parameters": [\#(text)], "responses": {"200": {"description": "ok"}}}}}}"#)
    guard let parameter = document.operations.first?.parameters.first, let place = parameter.schema else { throw Missing() }
    return (ParameterEncoding(parameter, in: document), try document.schema(at: place))
  }

  /// - Parameters:
  ///   - media: the media type object.
  ///   - schemas: of `components`.
  static func body(_ type: String, _ media: String, schemas: String = "{}") throws -> (encoding: BodyEncoding, schema: CompiledSchema) {
    let body = #"{"required": true, "content": {"\#(type)": \#(media)}}"#
    let document = try document(
      #"{"components": {"schemas": \#(schemas)}, "paths": {"/a": {"post": {"requestBody": \#(body), "responses": {"200": {"description": "ok"}}}}}}"#
    )
    guard let media = document.operations.first?.requestBody?.content.first, let place = media.schema else { throw Missing() }
    return (BodyEncoding(media, in: document), try document.schema(at: place))
  }

  private static func document(_ text: String) throws -> OpenAPIDocument {
    let whole = #"{"openapi": "3.1.0", "info": {"title": "a", "version": "1"}, "# + text.dropFirst()
    return try OpenAPIDocument(Array(whole.utf8), path: "a.json")
  }

  static func value(_ text: String) throws -> JSONValue { try JSONParser.parse(text) }
}
