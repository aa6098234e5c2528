import EDARuntime
import Simulation
import Testing

/// The expected numbers come from another implementation of HKDF and xoshiro256**.
@Suite("Seeds")
struct SeedTests {
  @Test("what derives from a seed never changes: every recorded run depends on it")
  func golden() {
    let seed = Seed(number: 42)
    #expect(
      seed.derive("scenario x").description
        == "02c20349422a85191967e9f85475c7895384bff79f015b2a6e54cf13b5724c42")
    #expect(seed.number("epoch/a/1") == 5_620_405_171_840_434_368)
    var generator = seed.generator("faults")
    #expect(
      (0..<3).map { _ in generator.next() } == [
        16_416_376_781_791_710_895, 7_212_973_603_090_381_658, 14_200_520_560_606_164_375,
      ])
    let long = Seed(bytes: Array(0..<32))
    #expect(
      long.derive("scenario x").description
        == "c87ea9e8d8ee842ce902de3480177f32911c9214cffb4242b51dc2cac68726d2")
    #expect(long.number("n") == 5_004_881_873_394_986_449)
  }

  @Test("purposes are independent: another word, another number")
  func purposes() {
    let seed = Seed(number: 1)
    let numbers = (0..<1000).map { seed.number("purpose \($0)") }
    #expect(Set(numbers).count == 1000)
    #expect(seed.number("a") != Seed(number: 2).number("a"))
  }

  @Test(
    "a seed is written in hexadecimal, at least 16 digits, and reads back",
    arguments: [
      ("1", "0000000000000001"), ("2A", "000000000000002a"),
      ("ffffffffffffffff", "ffffffffffffffff"),
      ("12345678901234567", "012345678901234567"), ("0", "0000000000000000"),
    ])
  func hexadecimal(text: String, written: String) {
    let seed = Seed(hexadecimal: text)
    #expect(seed?.description == written)
    #expect(Seed(hexadecimal: written) == seed)
  }

  @Test("a number and its hexadecimal form are one seed; so are 32 bytes and their 64 digits")
  func equalForms() {
    #expect(Seed(hexadecimal: "2a") == Seed(number: 42))
    let bytes = (0..<32).map { UInt8($0 * 7) }
    #expect(Seed(hexadecimal: Seed(bytes: bytes).description) == Seed(bytes: bytes))
    #expect(Seed(number: .max).description == "ffffffffffffffff")
  }

  @Test(
    "what is no hexadecimal number of at most 64 digits is no seed",
    arguments: ["", "g", "0x1", "-1", " 1", "1 ", "１", String(repeating: "0", count: 65)])
  func refused(text: String) {
    #expect(Seed(hexadecimal: text) == nil)
  }
}
