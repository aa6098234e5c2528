import EDARuntime
import Testing

@Suite("Instants")
struct InstantTests {
  @Test("an instant moves by milliseconds and stops at the ends of the range")
  func advances() {
    let instant = Instant(milliseconds: 5)
    #expect(instant.advanced(byMilliseconds: 10) == Instant(milliseconds: 15))
    #expect(instant.advanced(byMilliseconds: -10) == Instant(milliseconds: -5))
    #expect(instant.advanced(byMilliseconds: .max) == Instant(milliseconds: .max))
    let early = Instant(milliseconds: -5)
    #expect(early.advanced(byMilliseconds: .min) == Instant(milliseconds: .min))
  }

  @Test("the time between two instants is signed and stops at the ends of the range")
  func differences() {
    let (a, b) = (Instant(milliseconds: 5), Instant(milliseconds: 12))
    #expect(b.milliseconds(since: a) == 7)
    #expect(a.milliseconds(since: b) == -7)
    let (first, last) = (Instant(milliseconds: .min), Instant(milliseconds: .max))
    #expect(last.milliseconds(since: first) == .max)
    #expect(first.milliseconds(since: last) == .min)
    #expect(Instant.start.milliseconds(since: first) == .max)
  }

  @Test("instants are ordered, are written as a number, and say their unit")
  func form() throws {
    #expect(Instant.start < Instant(milliseconds: 1))
    #expect(Instant(milliseconds: 12).description == "12 ms")
    #expect(try ValueEncoder.encode(Instant(milliseconds: -3)) == .integer(-3))
    #expect(try ValueDecoder.decode(Instant.self, from: .integer(9)) == Instant(milliseconds: 9))
  }
}
