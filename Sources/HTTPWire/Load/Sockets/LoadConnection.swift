/// One connection of a load and the request that it carries.
struct LoadConnection {
  enum State: UInt8 {
    case closed, connecting, idle, sending, waiting
  }

  var descriptor: CInt = -1
  var state = State.closed
  var scanner = ResponseScanner()
  var entry: RequestTable.Entry?
  var sent = 0
  /// When the request was due, in a closed load when it was sent.
  var intended: Int64 = 0
  /// When it was sent, or the connection begun.
  var begun: Int64 = 0
  /// It counts: it was due after the warm-up and before the end.
  var isMeasured = false
  /// When a closed one is opened again.
  var retry: Int64 = 0
}
