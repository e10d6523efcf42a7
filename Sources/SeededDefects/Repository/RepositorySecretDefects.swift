/// Faults of what the repository says about secrets.
enum RepositorySecretDefects {
  static let all = [
    SeededDefect(
      "secrets.default-in-compose", requirements: ["S4-OPS-001"], "A Compose file falls back to a password that everybody knows.",
      change: .overlay([
        "fixtures/repository/deploy/compose.override.yml": """
        services:
          store:
            image: postgres:16.4
            environment:
              POSTGRES_PASSWORD: ${STORE_PASSWORD:-postgres}

        """
      ])),
    SeededDefect(
      "docs.key-length-drift", requirements: ["S0-T1.2"], "The document says 16 characters while the code enforces 32.",
      change: .files([FileEdit("fixtures/repository/docs/keys.md", replace: "at least 32", with: "at least 16")])),
  ]
}
