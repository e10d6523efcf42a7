import Cryptography
import Foundation

/// The PHC string of one scrypt hash: `$scrypt$ln=14,r=8,p=1$SALT$HASH`, with `,keyid=ID` where a pepper went into it.
struct PHCString: Equatable {
  let cost: Scrypt.Cost
  /// The id of the pepper.
  let keyID: String?
  let salt: [UInt8]
  let key: [UInt8]

  init(cost: Scrypt.Cost, keyID: String? = nil, salt: [UInt8], key: [UInt8]) {
    self.cost = cost
    self.keyID = keyID
    self.salt = salt
    self.key = key
  }

  /// Nil when the text is not that, or asks for more work than a sane hash does.
  init?(_ text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt" else { return nil }
    var values: [Substring: Substring] = [:]
    for pair in parts[2].split(separator: ",", omittingEmptySubsequences: false) {
      let sides = pair.split(separator: "=", omittingEmptySubsequences: false)
      guard sides.count == 2, values.updateValue(sides[1], forKey: sides[0]) == nil else { return nil }
    }
    let keyID = values.removeValue(forKey: "keyid").map { String($0) }
    let numbers = values.compactMapValues { UInt64($0) }
    guard let exponent = numbers["ln"], let block = numbers["r"], let lanes = numbers["p"], values.count == 3 else { return nil }
    guard (1...20).contains(exponent), (1...32).contains(block), (1...16).contains(lanes), keyID?.isEmpty != true else { return nil }
    guard let salt = Self.decode(parts[3]), let key = Self.decode(parts[4]), key.count == 32 else { return nil }
    let cost = Scrypt.Cost(iterations: 1 << exponent, blockSize: block, parallelism: lanes)
    self.init(cost: cost, keyID: keyID, salt: salt, key: key)
  }

  var text: String {
    let exponent = cost.iterations.trailingZeroBitCount
    let pepper = keyID.map { ",keyid=\($0)" } ?? ""
    return "$scrypt$ln=\(exponent),r=\(cost.blockSize),p=\(cost.parallelism)\(pepper)$\(Self.encode(salt))$\(Self.encode(key))"
  }

  private static func encode(_ bytes: [UInt8]) -> String {
    String(Data(bytes).base64EncodedString().prefix { $0 != "=" })
  }

  private static func decode(_ text: Substring) -> [UInt8]? {
    let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    return Data(base64Encoded: text + padding).map { Array($0) }
  }
}
