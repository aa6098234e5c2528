import Results
import Testing

@Suite struct MillipointsTests {
  @Test(
    "thousandths become the shortest decimal",
    arguments: [
      (4800, "4.8"), (5000, "5"), (0, "0"), (1, "0.001"), (50, "0.05"), (1230, "1.23"),
      (-20, "-0.02"), (Int.min, "-9223372036854775.808"),
    ])
  func text(value: Int, text: String) {
    #expect(Millipoints.text(value) == text)
  }
}
