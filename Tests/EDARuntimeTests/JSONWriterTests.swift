import EDARuntime
import Testing

@Suite("The JSON writer")
struct JSONWriterTests {
  @Test(
    "a value has one spelling",
    arguments: [
      (JSONValue.null, "null"), (.bool(true), "true"), (.bool(false), "false"),
      (.integer(.min), "-9223372036854775808"), (.integer(.max), "9223372036854775807"),
      (.array([.integer(1), .string("a"), .array([])]), #"[1,"a",[]]"#),
      (.object([JSONMember("b", .integer(1)), JSONMember("a", .object([]))]), #"{"b":1,"a":{}}"#),
      (
        .string("\"\\/\n\r\t\u{0}\u{1f}\u{7f}é😀"),
        #""\"\\/\n\u000d\u0009\u0000\u001f"# + "\u{7f}é😀\""
      ),
      (.object([JSONMember("a\"b", .null)]), #"{"a\"b":null}"#),
    ] as [(JSONValue, String)])
  func writes(value: JSONValue, text: String) {
    #expect(JSONWriter.text(value) == text)
  }

  @Test("what is written reads back equal, to the byte", arguments: [1, 2, 3] as [UInt64])
  func roundTrip(seed: UInt64) throws {
    var values = RandomValues(seed: seed)
    for _ in 0..<2000 {
      let value = values.value()
      let bytes = JSONWriter.write(value)
      let again = try JSONParser.parse(bytes)
      #expect(again == value)
      #expect(JSONWriter.write(again) == bytes)
    }
  }
}
