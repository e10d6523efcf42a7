/// Two neighbouring slices at the same load, one of base and one of candidate, in random order.
public struct SlicePair: Sendable, Hashable {
  public var base: LoadSlice
  public var candidate: LoadSlice

  public init(base: LoadSlice, candidate: LoadSlice) {
    self.base = base
    self.candidate = candidate
  }
}
