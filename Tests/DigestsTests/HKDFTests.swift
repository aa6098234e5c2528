import Digests
import Testing

/// Vectors: RFC 4231, section 4.
@Suite struct HMACTests {
  @Test("the seven cases of RFC 4231 hold", arguments: HMACCase.published)
  func published(row: HMACCase) {
    let digest = HMAC.authenticate(row.message, key: row.key)
    #expect(digest.hex.hasPrefix(row.expected))
  }

  @Test("a key of exactly one block is used as it is, a longer one is hashed first")
  func longKeys() {
    let block = [UInt8](repeating: 7, count: 64)
    let longer = block + [7]
    let hashed = SHA256.digest(longer).bytes
    #expect(HMAC.authenticate([1], key: longer) == HMAC.authenticate([1], key: hashed))
    #expect(
      HMAC.authenticate([1], key: block)
        != HMAC.authenticate([1], key: SHA256.digest(block).bytes))
  }
}

/// One case; `expected` is shorter than a digest where the RFC truncates.
struct HMACCase: Sendable {
  let key: [UInt8]
  let message: [UInt8]
  let expected: String

  init(_ key: [UInt8], _ message: [UInt8], _ expected: String) {
    self.key = key
    self.message = message
    self.expected = expected
  }

  init(_ key: [UInt8], _ message: String, _ expected: String) {
    self.init(key, Array(message.utf8), expected)
  }

  static let published = [
    HMACCase(
      Array(repeating: 0x0b, count: 20), "Hi There",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
    HMACCase(
      Array("Jefe".utf8), "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
    HMACCase(
      Array(repeating: 0xaa, count: 20), Array(repeating: 0xdd, count: 50),
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
    HMACCase(
      Array(1...25), Array(repeating: 0xcd, count: 50),
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
    HMACCase(
      Array(repeating: 0x0c, count: 20), "Test With Truncation",
      "a3b6167473100ee06e0c796c2955552b"),
    HMACCase(
      Array(repeating: 0xaa, count: 131),
      "Test Using Larger Than Block-Size Key - Hash Key First",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
    HMACCase(
      Array(repeating: 0xaa, count: 131),
      "This is a test using a larger than block-size key and a larger than block-size data. "
        + "The key needs to be hashed before being used by the HMAC algorithm.",
      "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
  ]
}

/// Vectors: RFC 5869, appendix A, the three cases with SHA-256.
@Suite struct HKDFTests {
  @Test("case 1: salt and info")
  func saltAndInfo() {
    let output = HKDF.derive(
      from: Array(repeating: 0x0b, count: 22), salt: Array(0x00...0x0c),
      info: Array(0xf0...0xf9), count: 42)
    #expect(
      hex(output) == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
        + "34007208d5b887185865")
  }

  @Test("case 2: long inputs, more than two blocks of output")
  func longInputs() {
    let output = HKDF.derive(
      from: Array(0x00...0x4f), salt: Array(0x60...0xaf), info: Array(0xb0...0xff), count: 82)
    #expect(
      hex(output) == "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
        + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
        + "cc30c58179ec3e87c14c01d5c1f3434f1d87")
  }

  @Test("case 3: neither salt nor info")
  func bare() {
    let output = HKDF.derive(
      from: Array(repeating: 0x0b, count: 22), info: [] as [UInt8], count: 42)
    #expect(
      hex(output) == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
        + "9d201395faa4b61a96c8")
  }

  @Test("another purpose gives other bytes, a shorter request a prefix, none nothing")
  func purposes() {
    let secret: [UInt8] = [1, 2, 3]
    let long = HKDF.derive(from: secret, info: "epoch/1", count: 100)
    #expect(long != HKDF.derive(from: secret, info: "epoch/2", count: 100))
    #expect(HKDF.derive(from: secret, info: "epoch/1", count: 33) == Array(long.prefix(33)))
    #expect(HKDF.derive(from: secret, info: "epoch/1", count: 0).isEmpty)
  }

  @Test("the greatest output is 255 digests long")
  func greatest() {
    #expect(HKDF.derive(from: [1], info: "all", count: 255 * 32).count == 8160)
  }

  private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
