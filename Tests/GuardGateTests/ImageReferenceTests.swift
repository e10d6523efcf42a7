import GateKit
import Testing

@testable import GuardGate

@Suite struct ImageReferenceTests {
  @Test("A reference made of parts comes apart into the same parts", arguments: 1...20 as ClosedRange<UInt64>)
  func roundTrip(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    func pick(_ choices: [String]) -> String { choices[Int.random(in: 0..<choices.count, using: &random)] }
    for _ in 0..<200 {
      let registry = pick(["", "localhost/", "localhost:5000/", "example.com/", "r.example:443/", "Registry/"])
      let path = pick(["app", "team/app", "a/b/c-d", "x__y", "a.b", "n---m", "0"])
      let tag = pick(["", ":1", ":1.2.3", ":_x", ":latest", ":v1.0-rc.1", ":A-b.C_d"])
      let digest = pick(["", "@sha256:" + String(repeating: "0a", count: 32), "@sha512:" + String(repeating: "b1", count: 64)])
      let image = ImageReference(registry + path + tag + digest)
      #expect(image.isWellFormed)
      #expect((image.registry.map { $0 + "/" } ?? "") == registry)
      #expect(image.repository == path)
      #expect((image.tag.map { ":" + $0 } ?? "") == tag)
      #expect((image.digest.map { "@" + $0 } ?? "") == digest)
    }
  }

  @Test(
    "What the grammar refuses is not well formed",
    arguments: [
      "", "A", "a//b", "a/", "-a", "a-", "a..b", "a___b", "a:", "a:.x", "a@sha256:1", "a@", "a b", "exa_mple.com/a", "x.y:z/a", "a:b c",
    ])
  func refused(text: String) { #expect(!ImageReference(text).isWellFormed) }
}
