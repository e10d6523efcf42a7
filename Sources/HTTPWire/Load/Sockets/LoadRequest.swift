/// One kind of request in a mix.
public struct LoadRequest: Sendable, Hashable {
  /// How it is called in the outcome.
  public var name: String
  /// How often it is sent, relative to the others.
  public var weight: Double
  /// The bytes as they go on the wire, one for each row of a data table; they are sent in turn.
  public var variants: [[UInt8]]
  /// The response has a head only, whatever its fields say (`HEAD`).
  public var isHead: Bool
  /// The statuses that count as done.
  public var accepted: ClosedRange<Int>

  public init(name: String, weight: Double = 1, variants: [[UInt8]], isHead: Bool = false, accepted: ClosedRange<Int> = 200...399) {
    self.name = name
    self.weight = weight
    self.variants = variants
    self.isHead = isHead
    self.accepted = accepted
  }
}
