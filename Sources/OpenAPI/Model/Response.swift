import JSONDocument

/// What an operation answers with one status or class of statuses.
public struct Response: Sendable {
  public enum Status: Sendable, Hashable {
    case exact(Int)
    /// 4 stands for `4XX`.
    case range(Int)
    /// `default`.
    case other

    /// Whether it may be what a successful call is answered with; `default` may.
    public var isSuccess: Bool {
      switch self {
      case .exact(let code): (200..<300).contains(code)
      case .range(let digit): digit == 2
      case .other: true
      }
    }
  }

  public let status: Status
  public let headers: [Header]
  public let content: [MediaType]
  public let links: [Link]
  public let pointer: JSONPointer

  /// The most precise entry that covers the type of a body.
  public func mediaType(for name: MediaTypeName) -> MediaType? {
    let fitting = content.filter { $0.essence.covers(name) }
    return fitting.count > 1 ? fitting.min { Self.breadth($0) < Self.breadth($1) } : fitting.first
  }

  private static func breadth(_ media: MediaType) -> Int {
    (media.essence.type == "*" ? 2 : 0) + (media.essence.subtype == "*" ? 1 : 0)
  }
}
