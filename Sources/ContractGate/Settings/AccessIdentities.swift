import GateConfig

/// Identities of the target that must not be allowed everything: the key `access` of the section `contract`.
public struct AccessIdentities: Sendable, Hashable {
  /// One of another tenant, with all the rights there: objects of the calling identity must stay out of its reach.
  public var other: String?
  /// One of the same tenant without the scopes that changing anything takes.
  public var limited: String?
  /// One whose credentials were valid and have expired.
  public var expired: String?

  public init(other: String? = nil, limited: String? = nil, expired: String? = nil) {
    (self.other, self.limited, self.expired) = (other, limited, expired)
  }

  /// Keys: `other`, `limited`, `expired`, each the name of an identity.
  /// - Throws: ``ConfigError``.
  init(_ node: ConfigNode) throws {
    var section = try node.mapping("access")
    other = try section.optional("other")?.string("other")
    limited = try section.optional("limited")?.string("limited")
    expired = try section.optional("expired")?.string("expired")
    try section.finish()
  }

  var all: [String] { [other, limited, expired].compactMap(\.self) }
}
