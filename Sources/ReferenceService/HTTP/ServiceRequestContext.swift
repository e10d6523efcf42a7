import Hummingbird

/// What the server knows about a request beside its bytes.
struct ServiceRequestContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The address of the other end of the connection.
  let peerAddress: String?

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    peerAddress = source.channel.remoteAddress?.ipAddress
  }
}
