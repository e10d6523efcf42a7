import ArgumentParser
import Foundation
import HTTPWire
import PerfGate

/// What is sent to services that are measured, and how.
struct PerfRequestOptions: ParsableArguments {
  @Option(
    name: .customLong("request"),
    help: ArgumentHelp("METHOD TARGET of a request; repeatable, all are sent equally often. (default: GET /)", valueName: "request"))
  var requests: [String] = []

  @Option(name: .customLong("header"), help: ArgumentHelp("A header of every request; repeatable.", valueName: "name: value"))
  var headers: [String] = []

  @Option(help: ArgumentHelp("Requests at the same time in the slices under load; 0 for none.", valueName: "number"))
  var connections = 8

  @Option(help: ArgumentHelp("The root seed.", valueName: "number"))
  var seed: UInt64 = 1

  func extent(hasControl: Bool) throws -> ServiceComparison.Extent {
    guard (0...1_024).contains(connections) else {
      throw CommandError("--connections is \(connections)", remedy: "Give a number from 0 to 1024")
    }
    return ServiceComparison.Extent(connections: connections, hasControl: hasControl)
  }

  /// - Throws: `CommandError` for text that is no request or no header.
  func makeRequests() throws -> [LoadRequest] {
    var fields: WireHeaders = []
    for header in headers {
      guard let colon = header.firstIndex(of: ":"), colon > header.startIndex else {
        throw CommandError("--header '\(header)' is no header", remedy: "Write it as 'Name: value'")
      }
      fields.add(String(header[..<colon]), header[header.index(after: colon)...].trimmingCharacters(in: .whitespaces))
    }
    return try (requests.isEmpty ? ["GET /"] : requests).map { text in
      let words = text.split(separator: " ")
      guard words.count == 2, words[1].hasPrefix("/") else {
        throw CommandError("--request '\(text)' is no request", remedy: "Write it as 'METHOD /target'")
      }
      let request = WireRequest(method: String(words[0]), target: String(words[1]), headers: fields)
      let bytes = request.serialized(for: WireEndpoint(host: "127.0.0.1", port: 80))
      return LoadRequest(name: text, variants: [bytes], isHead: words[0] == "HEAD")
    }
  }
}
