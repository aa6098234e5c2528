import Digests
import Testing

/// Vectors: FIPS 180-4's published examples and the short messages of NIST's validation suite.
@Suite struct SHA256Tests {
  @Test(
    "the published messages have their published digests",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
          + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
      ),
    ])
  func published(message: String, expected: String) {
    #expect(SHA256.digest(message).hex == expected)
  }

  @Test("a million times the letter a has its published digest")
  func million() {
    let digest = SHA256.digest(repeatElement(UInt8(ascii: "a"), count: 1_000_000))
    #expect(
      digest.hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test(
    "messages around a block's end have the digests that another implementation gives",
    arguments: [
      (55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
      (56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
      (63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"),
      (64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
      (65, "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"),
    ])
  func blockEnds(count: Int, expected: String) {
    #expect(SHA256.digest(repeatElement(UInt8(ascii: "a"), count: count)).hex == expected)
  }

  @Test("where a message is cut does not matter", arguments: [0, 1, 55, 63, 64, 65, 128, 199])
  func cuts(at cut: Int) {
    let message = (0..<200).map { UInt8($0) }
    var hash = SHA256()
    hash.update(message[..<cut])
    hash.update(message[cut...])
    #expect(hash.finish() == SHA256.digest(message))
  }

  @Test("fields are separated: the same bytes in other fields have another digest")
  func fields() {
    #expect(digest(fields: ["ab", "c"]) != digest(fields: ["a", "bc"]))
    #expect(digest(fields: ["abc"]) != digest(fields: ["abc", ""]))
    #expect(digest(fields: ["ab", "c"]) == digest(fields: ["ab", "c"]))
  }

  @Test("the short form is the first twelve characters")
  func short() {
    #expect(SHA256.digest("abc").short == "ba7816bf8f01")
    #expect("\(SHA256.digest("abc"))".count == 64)
  }

  private func digest(fields: [String]) -> Digest {
    var hash = SHA256()
    for field in fields { hash.update(field: Array(field.utf8)) }
    return hash.finish()
  }
}
