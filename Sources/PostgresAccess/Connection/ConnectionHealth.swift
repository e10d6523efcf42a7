import Synchronization

/// What a pool has to know of a connection without asking the actor.
enum ConnectionHealth: UInt8, AtomicRepresentable {
  /// Open, no transaction, nobody listens: may be lent to somebody else.
  case clean
  /// Open, but with a transaction or with subscriptions.
  case inUse
  case closed
}
