import EDARuntime
import Testing

@Suite("Random numbers")
struct RandomNumbersTests {
  @Test("xoshiro256** gives the published numbers from the state 1, 2, 3, 4")
  func xoshiro() {
    var random = RandomNumbers(state: (1, 2, 3, 4))
    let numbers = (0..<10).map { _ in random.next() }
    #expect(
      numbers == [
        11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
        607_988_272_756_665_600, 16_172_922_978_634_559_625, 8_476_171_486_693_032_832,
        10_595_114_339_597_558_777, 2_904_607_092_377_533_576,
      ])
  }

  @Test("SplitMix64 gives the published numbers from the seed 1234567")
  func splitMix() {
    var random = SplitMix64(state: 1_234_567)
    let numbers = (0..<5).map { _ in random.next() }
    #expect(
      numbers == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test("a seed is expanded by SplitMix64")
  func seeding() {
    var mixer = SplitMix64(state: 42)
    let state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
    #expect(RandomNumbers(seed: 42) == RandomNumbers(state: state))
  }

  @Test(
    "the same seed gives the same numbers, a copy goes on where it was copied, another seed differs"
  )
  func repeatable() {
    var a = RandomNumbers(seed: 7)
    var b = RandomNumbers(seed: 7)
    var other = RandomNumbers(seed: 8)
    #expect((0..<100).map { _ in a.next() } == (0..<100).map { _ in b.next() })
    var copy = a
    #expect(a.next() == copy.next())
    #expect(a == copy)
    #expect(a.hashValue == copy.hashValue)
    #expect(a.next() != other.next())
  }
}
