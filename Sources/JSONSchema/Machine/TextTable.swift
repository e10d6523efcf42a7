/// Texts to be found by their bytes, each with a number: names of properties, or the strings of an `enum`.
///
/// All tables of a program stand in the same arrays, so that they can be read through plain pointers.
struct TextTable: Sendable {
  /// The first of the table's places among all of them, and the number of places less one.
  let start: Int
  let mask: Int

  struct Slot: Sendable {
    let signature: TextSignature
    /// Where a text too long for its signature stands among the bytes.
    let offset: Int
    /// At least 0; -1 for an empty place.
    let number: Int

    static let empty = Slot(signature: UnsafeBufferPointer(start: nil, count: 0).signature, offset: 0, number: -1)
  }

  /// The same by identity, in places of the same numbers.
  struct IdentitySlot: Sendable {
    let identity: TextIdentity
    let number: Int

    static let empty = IdentitySlot(identity: TextIdentity(low: 0, high: 0), number: -1)
  }

  /// Writes a table. A text that comes twice keeps the number that it had first.
  init(_ texts: [String], slots: inout [Slot], identities: inout [IdentitySlot], bytes: inout [UInt8]) {
    var size = 4
    while size < texts.count * 2 { size *= 2 }
    (start, mask) = (slots.count, size - 1)
    slots += [Slot](repeating: .empty, count: size)
    identities += [IdentitySlot](repeating: .empty, count: size)
    for (number, text) in texts.enumerated() {
      let identity = TextIdentity(text)
      var place = identity.slot(mask: mask)
      while identities[start + place].number >= 0 { place = (place + 1) & mask }
      identities[start + place] = IdentitySlot(identity: identity, number: number)
    }
    for (number, text) in texts.enumerated() {
      let signature = text.withBytes { TextSignature($0) }
      var place = signature.slot(mask: mask)
      while slots[start + place].number >= 0 { place = (place + 1) & mask }
      slots[start + place] = Slot(signature: signature, offset: bytes.count, number: number)
      if signature.count > TextSignature.longestExact { bytes += Array(text.utf8) }
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  @inline(__always) fileprivate var signature: TextSignature { TextSignature(self) }
}
