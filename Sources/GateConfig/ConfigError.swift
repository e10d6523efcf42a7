import GateModel

/// Something wrong in a configuration file: what, on which line, what to do.
public struct ConfigError: Error, Hashable, CustomStringConvertible {
  public var location: SourceLocation
  public var message: String
  public var remedy: String

  public init(_ message: String, at location: SourceLocation, remedy: String) {
    self.message = message
    self.location = location
    self.remedy = remedy
  }

  public var description: String { "\(location): \(message). \(remedy)" }
}
