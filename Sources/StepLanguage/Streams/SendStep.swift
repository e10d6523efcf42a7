import Foundation
import GateKit
import GateModel
import HTTPWire
import JSONDocument

/// `send: NAME` with `text`, `json`, `binary` (base64) or `ping`: sends one message over a WebSocket connection.
public struct SendStep: StepAction {
  public static let keyword = "send"

  private enum Message: Sendable {
    case text(TextTemplate)
    case json(ValueTemplate)
    case binary([UInt8])
    case ping(TextTemplate)
  }

  private let name: NameUse
  private let message: Message

  public init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    let node = try mapping.required(Self.keyword)
    name = NameUse(role: .usesStream, text: try node.text(Self.keyword), location: node.location)
    var messages: [Message] = []
    if let text = mapping.optional("text") { messages.append(.text(try TextTemplate(text, "text"))) }
    if let json = mapping.optional("json") { messages.append(.json(try ValueTemplate(json))) }
    if let ping = mapping.optional("ping") { messages.append(.ping(try TextTemplate(ping, "ping"))) }
    if let binary = mapping.optional("binary") {
      guard let data = Data(base64Encoded: try binary.text("binary")) else {
        throw GateError("'binary' is no base64", at: binary.location, remedy: "Encode the bytes by RFC 4648, section 4")
      }
      messages.append(.binary(Array(data)))
    }
    guard messages.count == 1 else {
      throw GateError(
        "'send' has \(messages.count) messages", at: node.location, remedy: "Give one of 'text', 'json', 'binary' and 'ping'")
    }
    message = messages[0]
  }

  public var summary: String { "send over \(name.text)" }
  public var names: [NameUse] { [name] }

  public func run(in scope: inout StepScope) async throws {
    guard case .socket(let client)? = await scope.services.streams[name.text] else {
      throw GateError("'\(name.text)' is no open WebSocket connection", at: name.location, remedy: "Open it with a 'websocket' step")
    }
    do {
      switch message {
      case .text(let template): try await client.send(text: try template.resolve(scope.variables))
      case .json(let template): try await client.send(text: try template.resolve(scope.variables).serialized())
      case .binary(let bytes): try await client.send(binary: bytes)
      case .ping(let template): try await client.ping(Array(try template.resolve(scope.variables).utf8))
      }
    } catch let error as WireError {
      if error.kind == .cancelled { throw CancellationError() }
      throw Unmet("the connection '\(name.text)'", expected: "open for a message", found: "\(error)", at: name.location)
    }
  }
}
