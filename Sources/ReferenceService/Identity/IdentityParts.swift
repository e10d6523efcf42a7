import PostgresAccess

/// The parts of the Identity context.
public struct IdentityParts: Sendable {
  let configuration: IdentityConfiguration
  let clock: any ServiceClock
  let random: any ServiceRandom
  let metrics: MetricsRegistry
  public var keys: any KeyRing
  /// Where the keys are kept beyond the process; nil where they live and end with it.
  public var keyStore: (any KeyStoring)? { didSet { keys = Self.ring(keyStore, clock, random, metrics) } }
  public var signers: any SignerChoosing
  public var rolloutDemand: any RolloutDemanding
  public var publishedKeys: any PublishedKeySelecting
  public var keyRendering: any KeyRendering
  public var entityTags: any EntityTagging
  public var notModified: any NotModifiedAnswering
  public var tenants: any TenantResolving
  public var audit: any AuditWriting
  public var tokenUses: any TokenUseRule
  public var refreshDigest: any RefreshTokenDigesting
  public var refreshRotating: any RefreshTokenRotating
  public var refreshFamilies: any RefreshFamilyKeeping
  public var loginOrdering: any LoginOrdering
  public var loginThrottle: any LoginThrottling
  public var lockouts: any LockoutKeeping
  public var hashAdmission: any HashAdmitting
  public var unknownAccounts: any UnknownAccountCosting
  public var schemes: any CredentialSchemeReading
  public var rehashing: any RehashRule
  public var secrets: any SecretChanging
  public var resets: any ResetTokenKeeping
  public var resetAnswers: any ResetRequestAnswering
  public var nonces: any NonceTaking
  public var strangers: any StrangerRule
  public var hashProfiles: any HashProfileChoosing
  public var storedCosts: any StoredCostReading
  public var secretPreparing: any SecretPreparing
  public var secretDeriving: any SecretDeriving
  public var tokenSignatures: any TokenSignatureRule
  public var tokenClaims: any TokenClaimRule
  public var outsideFetching: any KeySetFetching { didSet { outsideKeys = Self.cache(configuration, outsideFetching, clock, metrics) } }
  public var outsideKeys: any OutsideKeyKeeping
  public var internalTokens: any InternalTokenRule
  public var cookies: any CookieAttributing
  public var antiForgery: any AntiForgeryRule
  public var fetchSites: any FetchSiteRule
  public var returnPaths: any ReturnPathRule
  let subjects: SubjectDigest
  private let pepper: [UInt8]
  let hashLoad: HashLoad

  static func healthy(
    _ configuration: IdentityConfiguration, store: PostgresPool, clock: any ServiceClock, random: any ServiceRandom,
    metrics: MetricsRegistry
  ) throws -> IdentityParts {
    IdentityMetrics.declare(in: metrics)
    let pepper = try configuration.refreshPepper ?? random.bytes(32)
    let logins = configuration.logins
    let fetching: any KeySetFetching =
      if let outside = configuration.outside { HTTPKeySetFetching(configuration: outside) } else { NoKeySetFetching() }
    let keyStore = configuration.keyStorage.store()
    return IdentityParts(
      configuration: configuration, clock: clock, random: random, metrics: metrics, keys: ring(keyStore, clock, random, metrics),
      keyStore: keyStore, signers: ActiveSigner(), rolloutDemand: ProductionDemandsAPlan(), publishedKeys: ActiveAndNextKeys(),
      keyRendering: PublicMembers(),
      entityTags: SaltedEntityTag(salt: configuration.jwksSalt), notModified: EmptyNotModified(),
      tenants: ClaimsTenantResolver(), audit: StoreAuditWriter(store: store, clock: clock, random: random, metrics: metrics),
      tokenUses: ExactTokenUse(), refreshDigest: PepperedDigest(pepper: pepper),
      refreshRotating: AtomicRefreshTokenRotating(store: store), refreshFamilies: StoreRefreshFamilyKeeping(store: store),
      loginOrdering: LimitFirst(), loginThrottle: throttle(logins, time: MonotonicTime(clock: clock)),
      lockouts: AtomicLockoutKeeping(store: store),
      hashAdmission: BoundedHashes(limit: logins.concurrentHashes, deadline: logins.hashDeadline), unknownAccounts: SameCost(),
      schemes: ExactSchemes(), rehashing: RehashOnSuccess(),
      secrets: AtomicSecretChanging(store: store), resets: StoreResetTokenKeeping(store: store), resetAnswers: AlikeResetAnswer(),
      nonces: StoreNonceTaking(store: store), strangers: NoStrangers(), hashProfiles: TabledHashProfiles(), storedCosts: CostOfTheHash(),
      secretPreparing: PepperedSecret(), secretDeriving: ScryptDeriving(),
      tokenSignatures: EdDSAOnly(), tokenClaims: StrictTokenClaims(), outsideFetching: fetching,
      outsideKeys: cache(configuration, fetching, clock, metrics), internalTokens: ConfiguredToken(),
      cookies: ClosedCookies(), antiForgery: TokenOfTheSession(), fetchSites: OwnOriginOnly(), returnPaths: LocalReturnPath(),
      subjects: SubjectDigest(pepper: pepper), pepper: pepper,
      hashLoad: HashLoad(metrics: metrics))
  }

  private static func ring(
    _ store: (any KeyStoring)?, _ clock: any ServiceClock, _ random: any ServiceRandom, _ metrics: MetricsRegistry
  ) -> any KeyRing {
    guard let store else { return MemoryKeyRing(clock: clock, random: random) }
    return StoredKeyRing(store: store, clock: clock, random: random, metrics: metrics)
  }

  private static func cache(
    _ configuration: IdentityConfiguration, _ fetching: any KeySetFetching, _ clock: any ServiceClock, _ metrics: MetricsRegistry
  ) -> any OutsideKeyKeeping {
    let outside = configuration.outside ?? OutsideIssuerConfiguration(issuer: "", host: "", port: 0)
    return KeySetCache(configuration: outside, fetching: fetching, time: MonotonicTime(clock: clock), metrics: metrics)
  }

  private static func throttle(_ logins: LoginConfiguration, time: any ElapsedTime) -> any LoginThrottling {
    guard let rate = logins.attemptsPerMinute else { return NoLoginThrottle() }
    return LoginThrottle(perMinute: rate, burst: logins.attemptBurst, capacity: logins.rememberedSubjects, time: time)
  }

  /// Authenticates requests with the parts as they are now.
  public var authenticator: any RequestAuthenticating {
    BearerAuthenticator(
      verifier: verifier, tenants: tenants, audit: audit, families: refreshFamilies, metrics: metrics, strangers: strangers,
      browser: browserAnswer)
  }

  var browserAnswer: BrowserSessionAnswer {
    BrowserSessionAnswer(
      cookies: SessionCookies(isSecure: !configuration.hasInsecureCookies, attributing: cookies),
      guarding: BrowserGuard(pepper: pepper, rule: antiForgery), clock: clock)
  }

  var hasher: SecretHasher {
    let profile = hashProfiles.profile(in: configuration.environment)
    let cost = profile == .production ? profile.cost : configuration.cheapSecretCost ?? profile.cost
    return SecretHasher(
      cost: cost, random: random, load: hashLoad, pepper: configuration.secretPepper.map { SecretPepper($0) },
      preparing: secretPreparing, costs: storedCosts, deriving: secretDeriving)
  }

  var verifier: AccessTokenVerifier {
    AccessTokenVerifier(
      configuration: configuration, keys: keys, clock: clock, uses: tokenUses, signatures: tokenSignatures, claimRule: tokenClaims,
      outside: configuration.outside.map { outside in
        OutsideTokenVerifier(
          issuer: outside.issuer, audience: configuration.audience, keys: outsideKeys, claimRule: tokenClaims, uses: tokenUses)
      })
  }

  var keySetRefresh: KeySetRefresh {
    KeySetRefresh(token: configuration.outside?.refreshToken, rule: internalTokens, keys: outsideKeys)
  }

  var document: KeySetDocument {
    KeySetDocument(
      keys: keys, selection: publishedKeys, rendering: keyRendering, tags: entityTags, notModified: notModified,
      maxAge: configuration.jwksMaxAge, metrics: metrics)
  }

  var issuer: AccessTokenIssuer {
    AccessTokenIssuer(configuration: configuration, keys: keys, signers: signers, clock: clock, random: random)
  }
}
