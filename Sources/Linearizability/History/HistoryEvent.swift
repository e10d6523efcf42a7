/// What a client recorded, in the order in which it happened.
public struct HistoryEvent<Input: Sendable, Output: Sendable>: Sendable {
  public enum Kind: Sendable {
    /// The client is about to send.
    case invoke(Input)
    /// The client saw an answer.
    case complete(Output)
    /// The operation certainly did not take place.
    case fail
    /// The client does not know whether it took place: a time-out, a cut connection.
    case unknown
  }

  public let process: Int
  public let kind: Kind

  public init(process: Int, _ kind: Kind) {
    self.process = process
    self.kind = kind
  }
}
