/// One operation of a client: what it asked, when, and what it saw.
public struct Operation<Input: Sendable, Output: Sendable>: Sendable {
  /// The client. A client has at most one operation open at a time.
  public let process: Int
  public let input: Input
  /// What the client saw; nil where it never learned the outcome, for example after a time-out.
  public let output: Output?
  /// The position of the invocation in the history's order.
  public let invoked: Int
  /// The position of the completion; nil where it never came, so that the operation stays possible for ever.
  public let returned: Int?

  public init(process: Int, input: Input, output: Output?, invoked: Int, returned: Int?) {
    self.process = process
    self.input = input
    self.output = output
    self.invoked = invoked
    self.returned = returned
  }
}

extension Operation: Equatable where Input: Equatable, Output: Equatable {}
