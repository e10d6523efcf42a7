import PerfStatistics

/// The bytes of all requests in one place, and the order in which a thread sends them.
struct RequestTable {
  struct Entry {
    let bytes: UnsafePointer<UInt8>
    let count: Int
    let kind: Int
    let isHead: Bool
    let accepted: ClosedRange<Int>
  }

  private let storage: UnsafeMutablePointer<UInt8>
  private var entries: [Entry] = []
  /// By kind: where its variants begin in `entries`, how many there are, and which is next.
  private var kinds: [(first: Int, count: Int, next: Int)] = []
  /// Kinds in the order in which they are sent, again and again.
  private let order: [UInt16]
  private var position: Int

  private static let orderLength = 8_192

  /// - Parameter thread: threads begin at different places of the order and of the variants.
  init(_ requests: [LoadRequest], thread: Int, of threads: Int, seed: UInt64) {
    let total = requests.reduce(0) { $0 + $1.variants.reduce(0) { $0 + $1.count } }
    storage = .allocate(capacity: max(total, 1))
    var end = storage
    for (kind, request) in requests.enumerated() {
      kinds.append((entries.count, request.variants.count, thread * request.variants.count / threads))
      for bytes in request.variants {
        end.initialize(from: bytes, count: bytes.count)
        entries.append(
          Entry(bytes: UnsafePointer(end), count: bytes.count, kind: kind, isHead: request.isHead, accepted: request.accepted))
        end += bytes.count
      }
    }
    order = Self.order(of: requests.map(\.weight), seed: seed)
    position = thread * order.count / threads
  }

  func release() { storage.deallocate() }

  /// The request that is sent next.
  mutating func next() -> Entry {
    let kind = Int(order[position])
    position = position + 1 == order.count ? 0 : position + 1
    let variants = kinds[kind]
    if variants.count > 1 { kinds[kind].next = variants.next + 1 == variants.count ? 0 : variants.next + 1 }
    return entries[variants.first + variants.next]
  }

  /// Each kind as often as its weight says, and at least once, in a random order.
  static func order(of weights: [Double], seed: UInt64) -> [UInt16] {
    guard weights.count > 1 else { return [0] }
    let whole = weights.reduce(0, +)
    var order: [UInt16] = []
    var sum = 0.0
    for (kind, weight) in weights.enumerated() {
      sum += weight
      let end = Int((sum / whole * Double(orderLength)).rounded())
      order.append(contentsOf: repeatElement(UInt16(kind), count: max(end - order.count, 1)))
    }
    var generator = SeededGenerator(seed: seed)
    order.shuffle(using: &generator)
    return order
  }
}
