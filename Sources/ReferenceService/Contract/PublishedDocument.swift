import JSONDocument
import LocatedYAML

/// The OpenAPI document that the service publishes of itself, as JSON.
public struct PublishedDocument: Sendable, Hashable {
  /// The document cannot be published; the description says which file and what is wrong in it.
  public struct Problem: Error, Sendable, CustomStringConvertible {
    public let description: String
  }

  public let json: [UInt8]

  /// - Parameters:
  ///   - yaml: The document.
  ///   - patch: A JSON Merge Patch (RFC 7396) of it, also in YAML: what a switch adds.
  public init(yaml: [UInt8], patch: [UInt8]? = nil) throws(Problem) {
    var value = try Self.value(yaml, "document")
    if let patch { value = value.merging(try Self.value(patch, "patch of the document")) }
    json = value.serializedBytes()
  }

  private static func value(_ bytes: [UInt8], _ name: String) throws(Problem) -> JSONValue {
    do {
      guard let value = try YAMLReader.json(bytes)?.value, value.object != nil else {
        throw Problem(description: "The \(name) is no mapping. Give an OpenAPI document.")
      }
      return value
    } catch let error as YAMLError {
      throw Problem(description: "The \(name) is not valid YAML: \(error). Correct it there.")
    } catch let error as Problem {
      throw error
    } catch {
      throw Problem(description: "The \(name) cannot be read.")
    }
  }
}
