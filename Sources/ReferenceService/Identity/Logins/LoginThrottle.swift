import Cryptography
import Synchronization

/// Two limits, of the address and of the account, both of which must allow an attempt.
///
/// Of each subject the moment is kept at which all its attempts will have been paid off (the generic cell rate algorithm, ITU-T I.371).
/// It runs on time that never goes back, decides under a lock, and keeps a bounded number of subjects: those that owe the least go first.
public final class LoginThrottle: LoginThrottling {
  private struct Subject: Hashable {
    let high: UInt64
    let low: UInt64

    init(_ kind: String, _ name: String) {
      let digest = Digest.sha256(Array("\(kind)|\(name)".utf8))
      high = digest[0..<8].reduce(0) { $0 << 8 | UInt64($1) }
      low = digest[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
    }
  }

  private let interval: Int64
  private let burst: Int64
  private let capacity: Int
  private let time: any ElapsedTime
  private let paidOff = Mutex<[Subject: Int64]>([:])

  /// - Parameter capacity: subjects that are kept at most.
  public init(perMinute: Int, burst: Int, capacity: Int, time: any ElapsedTime) {
    interval = 60_000_000 / Int64(max(1, perMinute))
    self.burst = Int64(max(1, burst))
    self.capacity = max(2, capacity)
    self.time = time
  }

  /// How many subjects are kept now.
  public var count: Int { paidOff.withLock { $0.count } }

  public func take(address: String, account: String?) -> Duration? {
    let subjects = [Subject("address", address)] + (account.map { [Subject("account", $0)] } ?? [])
    return paidOff.withLock { known in
      let now = time.elapsed().wholeMicroseconds
      let next = subjects.map { max(known[$0] ?? now, now) + interval }
      let wait = next.map { $0 - now - burst * interval }.max() ?? 0
      guard wait <= 0 else { return .microseconds(wait) }
      if known.count + subjects.count > capacity { Self.shrink(&known, to: capacity / 2, now: now) }
      for (subject, moment) in zip(subjects, next) { known[subject] = moment }
      return nil
    }
  }

  /// Forgets who owes nothing, and of the others those who owe the least.
  private static func shrink(_ known: inout [Subject: Int64], to count: Int, now: Int64) {
    known = known.filter { $0.value > now }
    guard known.count > count else { return }
    let kept = known.sorted { $0.value > $1.value }.prefix(count)
    known = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
  }
}

/// Limits nobody.
struct NoLoginThrottle: LoginThrottling {
  func take(address: String, account: String?) -> Duration? { nil }
}
