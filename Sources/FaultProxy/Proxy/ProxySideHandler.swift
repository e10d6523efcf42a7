import NIOCore

/// Feeds what one side of a proxied connection sends into its lane.
final class ProxySideHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let link: ProxyLink
  private let lane: ProxyLane
  private var hasEnded = false

  init(link: ProxyLink, lane: ProxyLane) {
    self.link = link
    self.lane = lane
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    link.received(.bytes(unwrapInboundIn(data)), on: lane)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelEvent, event == .inputClosed {
      end(.end)
      // The connection was ended before, in order, and waited for its peer.
      if link.isClosed { context.close(promise: nil) }
    }
    context.fireUserInboundEventTriggered(event)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable { link.pump() }
    context.fireChannelWritabilityChanged()
  }

  func channelInactive(context: ChannelHandlerContext) {
    // Without an error before it this is an orderly end: a side whose output was closed before goes inactive with its input.
    end(.end)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    end(.reset)
    context.close(promise: nil)
  }

  private func end(_ content: ProxyLane.Content) {
    guard !hasEnded else { return }
    hasEnded = true
    link.received(content, on: lane)
  }
}
