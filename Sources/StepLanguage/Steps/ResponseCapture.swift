import GateKit
import GateModel
import HTTPWire
import JSONDocument

/// Takes values out of a response: `name: $.path`, `name: /pointer`, `name: header NAME`, `name: body` or `name: status`.
public struct ResponseCapture: Sendable {
  private enum Source: Sendable {
    case json(JSONSelector)
    case header(String)
    case body
    case status
  }

  private let name: String
  private let source: Source
  private let location: SourceLocation

  public static func list(_ node: YAMLNode?) throws -> [ResponseCapture] {
    try node?.mapping("capture").entries.map { try ResponseCapture($0) } ?? []
  }

  init(_ entry: YAMLNode.Entry) throws {
    name = entry.key
    location = entry.keyLocation
    let text = try entry.value.text(entry.key)
    if text.hasPrefix("$") || text.hasPrefix("/") {
      source = .json(try JSONSelector(text, at: entry.value.location))
    } else if text.hasPrefix("header ") {
      source = .header(String(text.dropFirst("header ".count)))
    } else if text == "body" {
      source = .body
    } else if text == "status" {
      source = .status
    } else {
      throw GateError(
        "'\(text)' is nothing to capture", at: entry.value.location, remedy: "Use $.path, /pointer, header NAME, body or status")
    }
  }

  /// - Throws: ``Unmet`` where the response does not have the value, or has several.
  public func take(from response: WireResponse, into variables: inout Variables) throws {
    switch source {
    case .body: variables[name] = .string(response.text)
    case .status: variables[name] = .number(JSONNumber(response.status))
    case .header(let header):
      guard let value = response.headers[header] else {
        throw Unmet("header \(header)", expected: "there to be captured as '\(name)'", found: "missing", at: location)
      }
      variables[name] = .string(value)
    case .json(let selector):
      let found = (try? JSONParser.parse(response.body)).map { selector.select(in: $0) } ?? []
      guard found.count == 1, let value = found.first else {
        throw Unmet(selector.description, expected: "one value to be captured as '\(name)'", found: Matcher.show(found), at: location)
      }
      variables[name] = value
    }
  }
}
