import Testing

@testable import EDARuntime

@Suite("Base64")
struct Base64Tests {
  @Test(
    "the vectors of RFC 4648 section 10",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
  func vectors(text: String, encoded: String) {
    #expect(Base64.encode(Array(text.utf8)) == encoded)
    #expect(Base64.decode(encoded) == Array(text.utf8))
  }

  @Test("the last two characters of the alphabet are + and /")
  func alphabet() {
    #expect(Base64.encode([0xfb, 0xef, 0xff]) == "++//")
    #expect(Base64.decode("++//") == [0xfb, 0xef, 0xff])
  }

  @Test(
    "what no encoder writes is refused",
    arguments: [
      "Z", "Zg", "Zg=", "Zm8", "Zh==", "Zm9=", "Zg==Zg==", "=", "==", "===", "====", "Z===",
      "Zm=v", "Z=g=", "Zm9v\n", "Zm 9v", " Zm9", "Zm-_", "Zm9é", "Zg==\u{0}",
    ])
  func strictness(text: String) {
    #expect(Base64.decode(text) == nil)
  }

  @Test("bytes come back, and of all texts of four characters only those that are written are read")
  func roundTrip() {
    var values = RandomValues(seed: 4)
    for _ in 0..<2000 {
      let bytes = values.bytes(upTo: 50)
      #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    }
    let characters = Array("ABgwxz019+/=")
    for a in characters {
      for b in characters {
        for c in characters {
          for d in characters {
            let text = String([a, b, c, d])
            guard let bytes = Base64.decode(text) else { continue }
            #expect(Base64.encode(bytes) == text)
          }
        }
      }
    }
  }
}
