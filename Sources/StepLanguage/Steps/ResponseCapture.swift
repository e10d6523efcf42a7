import GateKit
import HTTPWire
import JSONDocument

/// Takes values out of a response: `name: $.path`, `name: /pointer`, `name: header NAME`, `name: cookie NAME`, `name: body`,
/// `name: status`, or a part of one of them: `name: {from: header Location, matches: '/items/(.+)'}`.
public struct ResponseCapture: Sendable {
  private let capture: ValueCapture

  /// The variable.
  public var name: String { capture.name }

  public static func list(_ node: YAMLNode?) throws -> [ResponseCapture] {
    try ValueCapture.list(node, words: ["body", "status"], named: ["header", "cookie"]).map { ResponseCapture(capture: $0) }
  }

  /// - Throws: ``Unmet`` where the response does not have the value, or has several.
  public func take(from response: WireResponse, into variables: inout Variables) throws {
    let subject = CaptureSubject(
      document: response.body, words: ["body": .string(response.text), "status": .number(JSONNumber(response.status))]
    ) { word, name in
      word == "cookie" ? Self.cookies(name, of: response) : Array(response.headers.values(name).prefix(1))
    }
    try capture.take(from: subject, into: &variables)
  }

  /// The values that `Set-Cookie` gives a cookie; the last one holds (RFC 6265, section 5.3).
  private static func cookies(_ name: String, of response: WireResponse) -> [String] {
    let pairs = response.headers.values("set-cookie").map { $0.prefix { $0 != ";" } }
    return pairs.compactMap { pair -> String? in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { $0.trimmingBlanks }
      return parts.count == 2 && parts[0] == name ? parts[1] : nil
    }.suffix(1)
  }
}

extension Substring {
  fileprivate var trimmingBlanks: String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    let start = drop(while: isBlank)
    return String(start.reversed().drop(while: isBlank).reversed())
  }
}
