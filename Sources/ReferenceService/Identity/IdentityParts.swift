import PostgresAccess

/// The parts of the Identity context.
public struct IdentityParts: Sendable {
  let configuration: IdentityConfiguration
  let clock: any ServiceClock
  let random: any ServiceRandom
  let metrics: MetricsRegistry
  public var keys: any KeyRing
  public var publishedKeys: any PublishedKeySelecting
  public var entityTags: any EntityTagging
  public var notModified: any NotModifiedAnswering
  public var tenants: any TenantResolving
  public var audit: any AuditWriting
  public var tokenUses: any TokenUseRule
  public var refreshDigest: any RefreshTokenDigesting
  public var refreshRotating: any RefreshTokenRotating
  public var refreshFamilies: any RefreshFamilyKeeping

  static func healthy(
    _ configuration: IdentityConfiguration, store: PostgresPool, clock: any ServiceClock, random: any ServiceRandom,
    metrics: MetricsRegistry
  ) throws -> IdentityParts {
    IdentityMetrics.declare(in: metrics)
    return IdentityParts(
      configuration: configuration, clock: clock, random: random, metrics: metrics, keys: MemoryKeyRing(clock: clock, random: random),
      publishedKeys: ActiveAndNextKeys(), entityTags: SaltedEntityTag(salt: configuration.jwksSalt), notModified: EmptyNotModified(),
      tenants: ClaimsTenantResolver(), audit: StoreAuditWriter(store: store, clock: clock, random: random),
      tokenUses: ExactTokenUse(), refreshDigest: PepperedDigest(pepper: try configuration.refreshPepper ?? random.bytes(32)),
      refreshRotating: AtomicRefreshTokenRotating(store: store), refreshFamilies: StoreRefreshFamilyKeeping(store: store))
  }

  /// Authenticates requests with the parts as they are now.
  public var authenticator: any RequestAuthenticating {
    BearerAuthenticator(
      verifier: verifier, tenants: tenants, audit: audit, families: refreshFamilies, metrics: metrics)
  }

  var verifier: AccessTokenVerifier {
    AccessTokenVerifier(configuration: configuration, keys: keys, clock: clock, uses: tokenUses)
  }

  var document: KeySetDocument {
    KeySetDocument(
      keys: keys, selection: publishedKeys, tags: entityTags, notModified: notModified, maxAge: configuration.jwksMaxAge, metrics: metrics)
  }

  var issuer: AccessTokenIssuer { AccessTokenIssuer(configuration: configuration, keys: keys, clock: clock, random: random) }

  var hasher: SecretHasher { SecretHasher(cost: configuration.secretCost, random: random) }
}
