/// What the examined service mixes into secrets, so that a scenario can bring rows along that were hashed elsewhere.
enum ExaminedSecrets {
  static let pepper = Array("pepper-of-the-examined-service-x".utf8)
}
