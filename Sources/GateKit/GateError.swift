import GateModel

/// Something that keeps a gate from being done: what failed, where, what to do next.
public struct GateError: Error, Hashable, CustomStringConvertible {
  public var message: String
  public var location: SourceLocation?
  public var remedy: String

  public init(_ message: String, at location: SourceLocation? = nil, remedy: String) {
    self.message = message
    self.location = location
    self.remedy = remedy
  }

  public var description: String {
    let place = location.map { "\($0): " } ?? ""
    return "\(place)\(message). \(remedy)"
  }
}
