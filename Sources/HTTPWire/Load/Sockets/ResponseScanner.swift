import Glibc

/// Finds where a response of HTTP/1.1 ends, and its status (RFC 9112, section 6): it looks at nothing else and keeps nothing, but
/// for a head that did not come in one piece.
struct ResponseScanner {
  enum Progress {
    case needsMore
    case complete
    case malformed
  }

  private enum Phase: UInt8 {
    case head, body, untilClose, chunkSize, chunkExtension, chunkData, chunkEnd, trailer, trailerLine, complete
  }

  /// A head may be as long as this.
  static let longestHead = 32 * 1024

  private(set) var status = 0
  /// The connection carries no other request after this one.
  private(set) var closes = false
  private var phase = Phase.head
  private var isHead = false
  /// Bytes of the body or chunk that are to come.
  private var left = 0
  private var hasDigits = false
  private var held: UnsafeMutablePointer<UInt8>?
  private var heldCount = 0

  /// Nothing of the response has come yet.
  var isUntouched: Bool { phase == .head && heldCount == 0 }

  mutating func begin(isHead: Bool) {
    phase = .head
    self.isHead = isHead
    heldCount = 0
    status = 0
    closes = false
  }

  mutating func release() {
    held?.deallocate()
    held = nil
  }

  /// Takes what was read.
  mutating func feed(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Progress {
    var start = bytes
    var rest = count
    while phase == .head {
      guard rest > 0 else { return .needsMore }
      if heldCount > 0 { return feedHeld(start, rest) }
      let length = head(start, rest)
      if length < 0 { return .malformed }
      if length == 0 { return hold(start, rest) }
      start += length
      rest -= length
    }
    return body(start, rest)
  }

  /// The peer closed: whether that ended the response.
  mutating func close() -> Progress {
    guard phase == .untilClose else { return .malformed }
    phase = .complete
    closes = true
    return .complete
  }

  /// Keeps the part of a head.
  private mutating func hold(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Progress {
    guard heldCount + count <= Self.longestHead else { return .malformed }
    let buffer = held ?? UnsafeMutablePointer<UInt8>.allocate(capacity: Self.longestHead)
    held = buffer
    memcpy(buffer + heldCount, bytes, count)
    heldCount += count
    return .needsMore
  }

  /// Adds to a head in pieces, up to where the buffer ends, and goes on behind it.
  private mutating func feedHeld(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Progress {
    let before = heldCount
    let taken = min(count, Self.longestHead - heldCount)
    guard taken > 0 else { return .malformed }
    _ = hold(bytes, taken)
    guard let held else { return .malformed }
    let length = head(UnsafePointer(held), heldCount)
    if length < 0 { return .malformed }
    if length == 0 { return taken == count ? .needsMore : .malformed }
    heldCount = 0
    let used = length - before
    guard used >= 0 else { return .malformed }
    return feed(bytes + used, count - used)
  }

  /// Reads a head: its length, 0 where it is not complete, -1 where it is none. An interim response (1xx) leaves the phase as it is.
  private mutating func head(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
    var line = bytes
    let end = bytes + count
    var isFirst = true
    var length = -1
    var isChunked = false
    var hasCoding = false
    while let found = memchr(line, 0x0a, end - line) {
      let next = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) + 1
      var size = next - line - 1
      if size > 0, line[size - 1] == 0x0d { size -= 1 }
      if isFirst {
        guard readStatusLine(line, size) else { return -1 }
        isFirst = false
      } else if size == 0 {
        settle(length: length, isChunked: isChunked, hasCoding: hasCoding)
        return status == 101 ? -1 : next - bytes
      } else {
        switch line[0] | 0x20 {
        case 0x63:
          if let value = FieldLine.value(line, size, of: "content-length") {
            let number = FieldLine.number(line + value, size - value)
            guard number >= 0, length < 0 || length == number else { return -1 }
            length = number
          } else if let value = FieldLine.value(line, size, of: "connection") {
            if FieldLine.contains(line + value, size - value, "close") { closes = true }
            if FieldLine.contains(line + value, size - value, "keep-alive") { closes = false }
          }
        case 0x74:
          if let value = FieldLine.value(line, size, of: "transfer-encoding") {
            hasCoding = true
            isChunked = FieldLine.contains(line + value, size - value, "chunked")
          }
        default: break
        }
      }
      line = next
    }
    return count > Self.longestHead ? -1 : 0
  }

  /// `HTTP/1.x ddd`
  private mutating func readStatusLine(_ line: UnsafePointer<UInt8>, _ size: Int) -> Bool {
    guard size >= 12, FieldLine.matches(line, "http/1."), line[8] == 0x20 else { return false }
    var code = 0
    for index in 9..<12 {
      let digit = Int(line[index]) - 0x30
      guard (0...9).contains(digit) else { return false }
      code = code * 10 + digit
    }
    guard code >= 100, size == 12 || line[12] == 0x20 else { return false }
    status = code
    closes = line[7] == 0x30
    return true
  }

  /// Decides where the body ends.
  private mutating func settle(length: Int, isChunked: Bool, hasCoding: Bool) {
    if status < 200 { return }
    if isHead || status == 204 || status == 304 {
      phase = .complete
    } else if hasCoding {
      phase = isChunked ? .chunkSize : .untilClose
      left = 0
      hasDigits = false
    } else if length >= 0 {
      left = length
      phase = length == 0 ? .complete : .body
    } else {
      phase = .untilClose
    }
  }

  /// What follows the head. Bytes behind the end of the response are none of a correct peer's.
  private mutating func body(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Progress {
    switch phase {
    case .complete: return count == 0 ? .complete : .malformed
    case .untilClose: return .needsMore
    case .body:
      guard count <= left else { return .malformed }
      left -= count
      if left > 0 { return .needsMore }
      phase = .complete
      return .complete
    default: return chunks(bytes, count)
    }
  }

  private mutating func chunks(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Progress {
    var index = 0
    while index < count {
      if phase == .chunkData {
        let step = min(left, count - index)
        left -= step
        index += step
        if left == 0 { phase = .chunkEnd }
        continue
      }
      let byte = bytes[index]
      index += 1
      switch phase {
      case .chunkSize:
        if let digit = FieldLine.hexDigit(byte) {
          guard left < 1 << 40 else { return .malformed }
          left = left * 16 + digit
          hasDigits = true
        } else if !hasDigits {
          return .malformed
        } else if byte == 0x0a {
          endOfSize()
        } else if byte == 0x3b || byte == 0x20 || byte == 0x0d {
          phase = .chunkExtension
        } else {
          return .malformed
        }
      case .chunkExtension: if byte == 0x0a { endOfSize() }
      case .chunkEnd:
        if byte == 0x0d { continue }
        guard byte == 0x0a else { return .malformed }
        phase = .chunkSize
        left = 0
        hasDigits = false
      case .trailer:
        if byte == 0x0d { continue }
        if byte == 0x0a {
          phase = .complete
          return index == count ? .complete : .malformed
        }
        phase = .trailerLine
      case .trailerLine: if byte == 0x0a { phase = .trailer }
      default: return .malformed
      }
    }
    return .needsMore
  }

  private mutating func endOfSize() { phase = left == 0 ? .trailer : .chunkData }
}
