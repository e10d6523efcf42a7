import GateKit
import GateModel
import JSONDocument

/// Picks values out of a JSON document: a JSONPath (RFC 9535: `$.items[?@.state == 'open'].id`) or a JSON pointer
/// (RFC 6901: `/items/0`).
public struct JSONSelector: Hashable, Sendable, CustomStringConvertible {
  private enum Kind: Hashable, Sendable {
    case path(JSONPath)
    case pointer(JSONPointer)
  }

  public let description: String
  private let kind: Kind
  private let location: SourceLocation

  /// - Throws: `GateError` with the place of the selector.
  public init(_ text: String, at location: SourceLocation) throws {
    description = text
    self.location = location
    if text.hasPrefix("/") {
      guard let pointer = JSONPointer(text) else {
        throw GateError("'\(text)' is no JSON pointer", at: location, remedy: "Write '~' as '~0' and '/' in a name as '~1' (RFC 6901)")
      }
      kind = .pointer(pointer)
      return
    }
    do throws(JSONPathError) {
      kind = .path(try JSONPath(text))
    } catch {
      throw GateError(
        "'\(text)' is no JSONPath: \(error)", at: location,
        remedy: "Write a path such as $.items[0].id, $['a b'][*] or $.items[?@.state == 'open'] (RFC 9535), or a pointer such as /items/0")
    }
  }

  /// The selected values; empty where there are none.
  /// - Throws: `GateError` where the selector selects more than can be looked at.
  public func select(in value: JSONValue) throws -> [JSONValue] {
    switch kind {
    case .pointer(let pointer): return value[pointer].map { [$0] } ?? []
    case .path(let path):
      do throws(JSONPathError) {
        return try path.select(in: value)
      } catch {
        throw GateError("'\(description)': \(error.problem)", at: location, remedy: "Narrow the path")
      }
    }
  }
}
