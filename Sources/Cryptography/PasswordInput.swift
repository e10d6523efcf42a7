/// Passwords go to C as `char`, everything else as `unsigned char`.
enum PasswordInput {
  /// Calls `body` with the same bytes seen as C characters.
  static func with<Result>(_ password: [UInt8], _ body: (UnsafePointer<CChar>?) -> Result) -> Result {
    password.withUnsafeBytes { body($0.assumingMemoryBound(to: CChar.self).baseAddress) }
  }
}
