import Cryptography
import Testing

@Suite struct BcryptTests {
  private let hash = "$2y$04$XvxyF6vkqMVWlc4OHIBIy.4f.pMIOE7Rb2yz5xJpob69t11tS0GqG"
  private let password = "secret of the bcrypt row"

  @Test("verifies a hash that another tool made, and no other password")
  func verifies() {
    #expect(Bcrypt.matches(Array(password.utf8), hash: hash))
    #expect(!Bcrypt.matches(Array("secret of the bcrypt rov".utf8), hash: hash))
    #expect(!Bcrypt.matches([], hash: hash))
  }

  @Test("refuses a password that bcrypt would cut")
  func cut() {
    #expect(!Bcrypt.matches(Array((password + "\0tail").utf8), hash: hash))
    #expect(!Bcrypt.matches([UInt8](repeating: 97, count: 73), hash: hash))
  }

  @Test(
    "refuses what is no hash, or costs too much",
    arguments: [
      "", "$2y$", "$2y$04$", "$2y$31$XvxyF6vkqMVWlc4OHIBIy.4f.pMIOE7Rb2yz5xJpob69t11tS0GqG",
      "$2x$04$XvxyF6vkqMVWlc4OHIBIy.4f.pMIOE7Rb2yz5xJpob69t11tS0GqG", "$2y$04$XvxyF6vkqMVWlc4OHIBIy.4f.pMIOE7Rb2yz5xJpob69t11tS0Gq*",
      "$6$XvxyF6vkqMVWlc4OHIBIy.4f.pMIOE7Rb2yz5xJpob69t11tS0GqGabcdefgh",
    ])
  func malformed(text: String) {
    #expect(!Bcrypt.isHash(text))
    #expect(!Bcrypt.matches(Array(password.utf8), hash: text))
  }
}
