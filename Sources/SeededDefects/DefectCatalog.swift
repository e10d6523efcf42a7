/// Every seeded defect of the project.
public enum DefectCatalog {
  /// In the order of the contexts.
  public static let all: [SeededDefect] = [
    KeySetDefects.all, KeyStoreDefects.all, TokenDefects.all, NonceDefects.all, OutsideKeyDefects.all, HashDefects.all, AccountDefects.all,
    TenantDefects.all, ScopeDefects.all,
    RefreshDefects.all, CookieDefects.all, LoginDefects.all,
    SecretDefects.all, LegacyDefects.all,
    EvidenceRuntimeDefects.all, TerminalDefects.all, OutboxDefects.all,
    IdempotencyDefects.all, LimitDefects.all,
    InventoryDefects.all, BillingDefects.all, ReadinessDefects.all, PerformanceDefects.all, ContractDefects.all, CanonicalFormDefects.all,
    ErrorDefects.all, HostileRequestDefects.all, ImagePinDefects.all, SupplyChainDefects.all, RepositorySecretDefects.all,
    ArchitectureDefects.all, TestAdequacyDefects.all, GovernanceDefects.all, DatabaseDefects.all,
  ].flatMap { $0 }

  /// The defect of that name.
  public static func named(_ id: String) -> SeededDefect? { all.first { $0.id == id } }
}
