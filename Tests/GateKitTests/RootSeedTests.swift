import GateKit
import Testing

@Suite struct RootSeedTests {
  @Test("A case's seed is the same on every machine and in every version")
  func golden() {
    #expect(RootSeed(1).derive("guard/unpinned-image") == 9_107_816_016_422_768_400)
    #expect(RootSeed(.max).derive("") == 6_287_367_021_956_193_064)
  }

  @Test("Seeds differ between cases and between roots")
  func spread() {
    let seeds = (0..<100 as Range<UInt64>).flatMap { root in (0..<100).map { RootSeed(root).derive(.init("case \($0)")) } }
    #expect(Set(seeds).count == seeds.count)
    // The root's digits and the case's must not run together.
    #expect(RootSeed(1).derive("1x") != RootSeed(11).derive("x"))
    #expect(RootSeed(7).description == "7")
  }

  @Test("The generator gives the numbers of the published reference")
  func reference() {
    var generator = SplitMix64(seed: 1_234_567)
    let numbers = (0..<5).map { _ in generator.next() }
    #expect(
      numbers == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
        16_408_922_859_458_223_821,
      ])
  }
}
