import NIOCore
import NIOHTTP1
import NIOPosix

/// What can go wrong with one outbound exchange.
public enum OutboundHTTPError: Error, Sendable, Equatable {
  /// No connection, or it broke before the response was complete.
  case connection(String)
  /// The whole exchange took longer than its deadline.
  case timedOut(Duration)
  /// The response is larger than the client reads.
  case responseTooLarge(limit: Int)
}

/// A complete response.
public struct OutboundHTTPResponse: Sendable, Equatable {
  public var status: Int
  public var body: [UInt8]
}

/// A small HTTP/1.1 client for the service's own dependencies: one connection an exchange, one deadline for all of it.
public struct OutboundHTTPClient: Sendable {
  /// The largest response body that is read, in bytes.
  public static let responseLimit = 64 * 1024

  private typealias Connection = NIOAsyncChannel<HTTPClientResponsePart, HTTPPart<HTTPRequestHead, ByteBuffer>>

  private let host: String
  private let port: Int

  public init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Sends one request and reads its response.
  ///
  /// - Parameters:
  ///   - headers: beyond those that every request has.
  ///   - deadline: For connecting, sending and reading together.
  /// - Throws: `OutboundHTTPError`, or `CancellationError` if the task was cancelled.
  public func exchange(
    _ method: HTTPMethod, _ path: String, headers: [(String, String)] = [], body: [UInt8] = [], deadline: Duration
  ) async throws -> OutboundHTTPResponse {
    do {
      return try await withDeadline(deadline) {
        try await roundTrip(method, path, headers: headers, body: body, connectTimeout: deadline)
      }
    } catch is DeadlineExceeded {
      throw OutboundHTTPError.timedOut(deadline)
    }
  }

  private func roundTrip(
    _ method: HTTPMethod, _ path: String, headers: [(String, String)], body: [UInt8], connectTimeout: Duration
  ) async throws -> OutboundHTTPResponse {
    do {
      let connection = try await connect(within: connectTimeout)
      return try await connection.executeThenClose { inbound, outbound in
        try await send(method, path, headers: headers, body: body, to: outbound)
        return try await receive(from: inbound)
      }
    } catch let error as OutboundHTTPError {
      throw error
    } catch let error as CancellationError {
      throw error
    } catch let error as ChannelError {
      if case .connectTimeout = error { throw OutboundHTTPError.timedOut(connectTimeout) }
      throw OutboundHTTPError.connection("\(error)")
    } catch {
      throw OutboundHTTPError.connection("\(error)")
    }
  }

  private func connect(within limit: Duration) async throws -> Connection {
    try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(TimeAmount(limit))
      .channelOption(.socketOption(.tcp_nodelay), value: 1)
      .connect(host: host, port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          try channel.pipeline.syncOperations.addHandler(RequestPartAdapter())
          return try Connection(wrappingChannelSynchronously: channel)
        }
      }
  }

  private func send(
    _ method: HTTPMethod, _ path: String, headers further: [(String, String)], body: [UInt8],
    to outbound: NIOAsyncChannelOutboundWriter<HTTPPart<HTTPRequestHead, ByteBuffer>>
  ) async throws {
    var headers = HTTPHeaders([("host", "\(host):\(port)"), ("connection", "close"), ("content-length", "\(body.count)")])
    if !body.isEmpty { headers.add(name: "content-type", value: "application/json") }
    for (name, value) in further { headers.add(name: name, value: value) }
    let head = HTTPRequestHead(version: .http1_1, method: method, uri: path, headers: headers)
    try await outbound.write(contentsOf: [.head(head), .body(ByteBuffer(bytes: body)), .end(nil)])
  }

  private func receive(from inbound: NIOAsyncChannelInboundStream<HTTPClientResponsePart>) async throws -> OutboundHTTPResponse {
    var status: Int?
    var body: [UInt8] = []
    for try await part in inbound {
      switch part {
      case .head(let head): status = Int(head.status.code)
      case .body(let bytes):
        guard body.count + bytes.readableBytes <= Self.responseLimit else {
          throw OutboundHTTPError.responseTooLarge(limit: Self.responseLimit)
        }
        body.append(contentsOf: bytes.readableBytesView)
      case .end:
        guard let status else { throw OutboundHTTPError.connection("the response has no head") }
        return OutboundHTTPResponse(status: status, body: body)
      }
    }
    try Task.checkCancellation()
    throw OutboundHTTPError.connection("the connection closed before the response was complete")
  }
}

/// Turns parts that may cross tasks into the parts that NIO's encoder takes.
private final class RequestPartAdapter: ChannelOutboundHandler {
  typealias OutboundIn = HTTPPart<HTTPRequestHead, ByteBuffer>
  typealias OutboundOut = HTTPClientRequestPart

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(let head): context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .body(let bytes): context.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: promise)
    case .end(let trailers): context.write(wrapOutboundOut(.end(trailers)), promise: promise)
    }
  }
}
