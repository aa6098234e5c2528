import Testing

@testable import EDARuntime

@Suite("The strict JSON parser")
struct JSONParserTests {
  private func parse(_ text: String) throws(JSONSyntaxError) -> JSONValue {
    try JSONParser.parse(Array(text.utf8))
  }

  @Test(
    "a value is read as it is written",
    arguments: [
      ("null", JSONValue.null), ("true", .bool(true)), ("false", .bool(false)),
      ("0", .integer(0)), ("-1", .integer(-1)), (" 7\t\r\n", .integer(7)),
      ("\"\"", .string("")), ("[]", .array([])), ("{}", .object([])), ("[ ]", .array([])),
      ("{ }", .object([])), ("[1,[2]]", .array([.integer(1), .array([.integer(2)])])),
      (
        " { \"b\" : 1 , \"a\" : null } ",
        .object([JSONMember("b", .integer(1)), JSONMember("a", .null)])
      ),
    ])
  func reads(text: String, value: JSONValue) throws {
    #expect(try parse(text) == value)
  }

  struct Refused: Sendable, CustomTestStringConvertible {
    let text: String
    let code: JSONSyntaxError.Code
    let offset: Int

    init(_ text: String, _ code: JSONSyntaxError.Code, _ offset: Int) {
      (self.text, self.code, self.offset) = (text, code, offset)
    }

    var testDescription: String { text }
  }

  static let refused = [
    Refused("", .unexpectedEnd, 0), Refused("  ", .unexpectedEnd, 2),
    Refused("[", .unexpectedEnd, 1),
    Refused("[1", .unexpectedEnd, 2), Refused("[1,", .unexpectedEnd, 3),
    Refused("{\"a\"", .unexpectedEnd, 4), Refused("{\"a\":", .unexpectedEnd, 5),
    Refused("\"a", .unexpectedEnd, 2), Refused("\"\\", .unexpectedEnd, 2),
    Refused("\"\\u12", .unexpectedEnd, 5), Refused("-", .unexpectedEnd, 1),
    Refused("tru", .unexpectedEnd, 3), Refused("trUe", .unexpectedByte, 2),
    Refused("nul1", .unexpectedByte, 3), Refused("[1,]", .unexpectedByte, 3),
    Refused("[,1]", .unexpectedByte, 1), Refused("[1 2]", .unexpectedByte, 3),
    Refused("{,}", .unexpectedByte, 1), Refused("{\"a\":1,}", .unexpectedByte, 7),
    Refused("{1:2}", .unexpectedByte, 1), Refused("{'a':1}", .unexpectedByte, 1),
    Refused("{\"a\" 1}", .unexpectedByte, 5), Refused("+1", .unexpectedByte, 0),
    Refused("-a", .unexpectedByte, 1), Refused(".5", .unexpectedByte, 0),
    Refused("NaN", .unexpectedByte, 0), Refused("Infinity", .unexpectedByte, 0),
    Refused("/* */1", .unexpectedByte, 0), Refused("\u{feff}1", .unexpectedByte, 0),
    Refused("\"a\u{1f}\"", .unexpectedByte, 2), Refused("\"\\n\n\"", .unexpectedByte, 3),
    Refused("\"\u{0}\"", .unexpectedByte, 1), Refused("1 2", .trailingBytes, 2),
    Refused("{} {}", .trailingBytes, 3), Refused("nulll", .trailingBytes, 4),
    Refused("1\u{a0}", .trailingBytes, 1), Refused("\"\\x\"", .invalidEscape, 3),
    Refused("\"\\u00g0\"", .invalidEscape, 5), Refused("\"\\U0041\"", .invalidEscape, 3),
  ]

  @Test("what is no JSON is refused at its place", arguments: refused)
  func refuses(_ refused: Refused) {
    #expect(throws: JSONSyntaxError(code: refused.code, offset: refused.offset)) {
      try parse(refused.text)
    }
  }

  static let refusedNumbers = [
    Refused("01", .notAnInteger, 0), Refused("00", .notAnInteger, 0),
    Refused("-0", .notAnInteger, 0), Refused("-00", .notAnInteger, 0),
    Refused("-01", .notAnInteger, 0), Refused("[0,007]", .notAnInteger, 3),
    Refused("1.0", .notAnInteger, 1), Refused("12e3", .notAnInteger, 2),
    Refused("1E3", .notAnInteger, 1), Refused("0.5", .notAnInteger, 1),
    Refused("9223372036854775808", .integerOutOfRange, 18),
    Refused("-9223372036854775809", .integerOutOfRange, 19),
    Refused("99999999999999999999", .integerOutOfRange, 18),
    Refused("1a", .trailingBytes, 1),
  ]

  @Test("a number has one spelling and fits 64 bits, or it is refused", arguments: refusedNumbers)
  func refusesNumber(_ refused: Refused) {
    #expect(throws: JSONSyntaxError(code: refused.code, offset: refused.offset)) {
      try parse(refused.text)
    }
  }

  @Test("the ends of the 64-bit range are read")
  func integerEnds() throws {
    #expect(try parse("9223372036854775807") == .integer(.max))
    #expect(try parse("-9223372036854775808") == .integer(.min))
  }

  @Test(
    "a key may stand once in an object, at every level, however it is spelt",
    arguments: [
      Refused(#"{"a":1,"a":2}"#, .duplicateKey, 10),
      Refused(#"{"a":{"":1,"":2}}"#, .duplicateKey, 13),
      Refused(#"[{"b":1,"a":1,"b":1}]"#, .duplicateKey, 17),
      Refused(#"{"a":1,"\u0061":2}"#, .duplicateKey, 15),
    ])
  func duplicateKeys(_ refused: Refused) {
    #expect(throws: JSONSyntaxError(code: refused.code, offset: refused.offset)) {
      try parse(refused.text)
    }
  }

  @Test("keys that only look the same are different keys")
  func canonicallyEqualKeys() throws {
    let value = try parse("{\"\u{e9}\":1,\"e\u{301}\":2}")
    guard case .object(let members) = value else {
      throw JSONSyntaxError(code: .tooDeep, offset: 0)
    }
    #expect(members.map { Array($0.key.utf8) } == [[0xc3, 0xa9], [0x65, 0xcc, 0x81]])
  }

  @Test("escapes stand for their characters")
  func escapes() throws {
    #expect(try parse(#""\"\\\/\b\f\n\r\t""#) == .string("\"\\/\u{8}\u{c}\n\r\t"))
    #expect(try parse(#""\u0041\u00e9\u20AC\u0000""#) == .string("A\u{e9}\u{20ac}\u{0}"))
    #expect(try parse(#""a\ud83d\ude00z""#) == .string("a\u{1f600}z"))
    #expect(try parse(#""\uD800\uDC00\udbff\udfff""#) == .string("\u{10000}\u{10ffff}"))
  }

  @Test(
    "half of a surrogate pair is refused",
    arguments: [
      Refused(#""\ud83d""#, .unexpectedByte, 7), Refused(#""\ud83dx""#, .unexpectedByte, 7),
      Refused(#""\ud83d\n""#, .unexpectedByte, 8), Refused(#""\ude00""#, .invalidEscape, 7),
      Refused(#""\ud83d\ud83d""#, .invalidEscape, 13),
      Refused(#""\ud83d\u0041""#, .invalidEscape, 13),
    ])
  func loneSurrogates(_ refused: Refused) {
    #expect(throws: JSONSyntaxError(code: refused.code, offset: refused.offset)) {
      try parse(refused.text)
    }
  }

  @Test(
    "bytes that are no UTF-8 are refused, with and without escapes beside them",
    arguments: [
      [0xff], [0xc3], [0xc0, 0x80], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80],
      [0x80], [0xf8, 0x88, 0x80, 0x80, 0x80],
    ] as [[UInt8]])
  func invalidUTF8(bytes: [UInt8]) {
    for prefix in ["\"", "\"\\n"] {
      let text = Array(prefix.utf8) + bytes + [0x22]
      let error = #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(text) }
      #expect(error?.code == .invalidUTF8)
    }
  }

  @Test("nesting goes 32 deep, whatever the innermost value is, and no deeper")
  func depth() throws {
    func nested(_ depth: Int, _ inner: String = "") -> String {
      String(repeating: "[", count: depth) + inner + String(repeating: "]", count: depth)
    }
    let tooDeep = JSONSyntaxError(code: .tooDeep, offset: 32)
    for inner in ["", "1", "\"x\"", "null"] {
      #expect(try JSONWriter.text(parse(nested(32, inner))) == nested(32, inner))
      #expect(throws: tooDeep) { try parse(nested(33, inner)) }
    }
    let objects = String(repeating: "{\"a\":", count: 32) + "1" + String(repeating: "}", count: 32)
    #expect(try JSONWriter.text(parse(objects)) == objects)
    #expect(throws: JSONSyntaxError(code: .tooDeep, offset: 160)) {
      try parse(objects.replacing("1", with: "{}"))
    }
  }

  @Test("a hundred thousand brackets are refused, not followed")
  func deepNesting() {
    #expect(throws: JSONSyntaxError(code: .tooDeep, offset: 32)) {
      try parse(String(repeating: "[", count: 100_000))
    }
  }
}
