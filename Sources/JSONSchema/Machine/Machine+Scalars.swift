import JSONDocument

extension Machine {
  /// Less than 0 when the number is less than the limit, 0 when they are equal, more than 0 otherwise.
  @inline(__always) func compare(_ instance: InstancePointer, _ number: Int) -> Int {
    let limit = limits[number]
    guard let (digits, scale) = instance.plainNumber, scale >= limit.scale else { return compareExactly(instance, limit) }
    let wanted = scaledLimits[limit.scaled + Int(scale)]
    return digits < wanted ? -1 : digits == wanted ? 0 : 1
  }

  @inline(never) private func compareExactly(_ instance: InstancePointer, _ limit: MachineCode.Limit) -> Int {
    guard case .number(let value) = instance.copy else { return 0 }
    let wanted = code.pointee.numbers[limit.number]
    return value < wanted ? -1 : value == wanted ? 0 : 1
  }

  func isMultiple(_ instance: InstancePointer, _ number: Int) -> Bool {
    let limit = limits[number]
    if let (digits, scale) = instance.plainNumber, scale >= limit.scale { return digits % scaledLimits[limit.scaled + Int(scale)] == 0 }
    guard case .number(let value) = instance.copy else { return true }
    return value.isMultiple(of: code.pointee.numbers[limit.number])
  }

  func isInteger(_ instance: InstancePointer, plainText: Bool) -> Bool {
    if let (digits, scale) = instance.plainNumber {
      return scale == 0 || !plainText && digits % JSONNumber.power(scale) == 0
    }
    guard case .number(let number) = instance.copy else { return false }
    return plainText ? number.isWrittenAsInteger : number.isInteger
  }

  /// A text has at most one code point a byte, and at least one for four of them.
  func isLongEnough(_ text: UnsafeBufferPointer<UInt8>, _ limit: Int) -> Bool {
    if text.count < limit { return false }
    return (text.count + 3) / 4 >= limit || scalars(of: text) >= limit
  }

  func isShortEnough(_ text: UnsafeBufferPointer<UInt8>, _ limit: Int) -> Bool {
    text.count <= limit || scalars(of: text) <= limit
  }

  private func scalars(of text: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    for byte in text where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }

  @inline(__always) func matches(_ text: UnsafeBufferPointer<UInt8>, _ pattern: Int) -> Bool {
    automata[pattern]?.matches(text) ?? code.pointee.patterns[pattern].matches(text)
  }

  @inline(__always) func isAmong(_ instance: InstancePointer, _ table: TextTable) -> Bool {
    if find(instance.identity, in: table) >= 0 { return true }
    return instance.withText { find($0, in: table) } >= 0
  }

  /// The number of a name in a table; -1 when it isn't there.
  @inline(__always) func find(_ name: UnsafePointer<String>, in table: TextTable) -> Int {
    let number = find(TextIdentity(at: name), in: table)
    return number >= 0 ? number : findByBytes(name, in: table)
  }

  @inline(__always) private func find(_ identity: TextIdentity, in table: TextTable) -> Int {
    var place = identity.slot(mask: table.mask)
    while true {
      let slot = identities[table.start + place]
      if slot.number < 0 || slot.identity == identity { return slot.number }
      place = (place + 1) & table.mask
    }
  }

  @inline(never) private func findByBytes(_ name: UnsafePointer<String>, in table: TextTable) -> Int {
    name.pointee.withBytes { find($0, in: table) }
  }

  /// The number of a text in a table; -1 when it isn't there.
  @inline(__always) func find(_ text: UnsafeBufferPointer<UInt8>, in table: TextTable) -> Int {
    let signature = TextSignature(text)
    var place = signature.slot(mask: table.mask)
    while true {
      let slot = slots[table.start + place]
      if slot.number < 0 { return -1 }
      if slot.signature == signature {
        if signature.count <= TextSignature.longestExact { return slot.number }
        let known = UnsafeBufferPointer(rebasing: bytes[slot.offset..<slot.offset + signature.count])
        if known.elementsEqual(text) { return slot.number }
      }
      place = (place + 1) & table.mask
    }
  }
}
