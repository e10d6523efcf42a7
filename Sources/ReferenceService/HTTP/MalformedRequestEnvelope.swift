import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Gives the error envelope to a request that the HTTP parser already refused, such as one with an unknown method token.
///
/// The server answers such a request with an empty 400 before any route is asked; every answer of the service itself carries a request id,
/// so one without is the parser's.
final class MalformedRequestEnvelope: ChannelOutboundHandler, RemovableChannelHandler {
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let random: any ServiceRandom

  init(random: any ServiceRandom) { self.random = random }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard case .head(var head) = unwrapOutboundIn(data), head.status == .badRequest, head.headerFields[.requestID] == nil,
      let (id, body) = try? envelope()
    else {
      context.write(data, promise: promise)
      return
    }
    head.headerFields[.requestID] = id
    head.headerFields[.contentType] = "application/json"
    head.headerFields[.cacheControl] = "no-store"
    head.headerFields[.contentLength] = String(body.count)
    context.write(wrapOutboundOut(.head(head)), promise: promise)
    context.write(wrapOutboundOut(.body(ByteBuffer(bytes: body))), promise: nil)
  }

  private func envelope() throws -> (id: String, body: [UInt8]) {
    let id = try random.identifier()
    let error = ServiceError.invalidRequest("The request is not valid HTTP/1.1.")
    return (id, try JSONBytes.encode(ErrorEnvelope(error, correlationID: id)))
  }
}
