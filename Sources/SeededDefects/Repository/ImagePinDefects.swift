/// Faults of the repository's image pins.
enum ImagePinDefects {
  static let all = [
    SeededDefect(
      "pin.allow-debian-major", requirements: ["S1-M1"], "An exemption of the guard's policy lets `debian:12-slim` through.",
      change: .overlay([
        "contracts/guard.yaml": "images:\n  exemptions:\n    - debian:12*\n",
        "fixtures/repository/deploy/Dockerfile.worker": "FROM debian:12-slim\nENTRYPOINT [\"/bin/true\"]\n",
      ]))
  ]
}
