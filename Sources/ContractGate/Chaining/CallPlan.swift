import OpenAPI

/// Where the values of an operation's request come from that can't be made up.
struct CallPlan: Sendable {
  struct Source: Hashable, Sendable {
    /// Name of the operation whose exchange has the value.
    let producer: String
    let expression: RuntimeExpression
  }

  let operation: Operation
  let sources: [Slot: Source]
  /// Name of the operation that makes what this one finds at its path: the PUT of `/orders/{id}/note` for its GET.
  let maker: String?
}
