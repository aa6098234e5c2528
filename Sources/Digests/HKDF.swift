/// HMAC with SHA-256 (RFC 2104).
package enum HMAC {
  package static func authenticate(_ message: some Sequence<UInt8>, key: [UInt8]) -> Digest {
    var block = key.count > 64 ? SHA256.digest(key).bytes : key
    block += Array(repeating: 0, count: 64 - block.count)
    var inner = SHA256()
    inner.update(block.map { $0 ^ 0x36 })
    inner.update(message)
    var outer = SHA256()
    outer.update(block.map { $0 ^ 0x5c })
    outer.update(inner.finish().bytes)
    return outer.finish()
  }
}

/// HKDF with SHA-256 (RFC 5869): many independent secrets from one.
package enum HKDF {
  /// `count` bytes (at most 8,160) that depend on the secret, the salt and the purpose.
  package static func derive(
    from secret: [UInt8], salt: [UInt8] = [], info: [UInt8], count: Int
  ) -> [UInt8] {
    precondition(count <= 255 * 32, "HKDF yields at most 8160 bytes, not \(count)")
    let key = HMAC.authenticate(secret, key: salt).bytes
    var output: [UInt8] = []
    var previous: [UInt8] = []
    var counter: UInt8 = 1
    while output.count < count {
      previous = HMAC.authenticate(previous + info + [counter], key: key).bytes
      output += previous
      counter &+= 1
    }
    return Array(output.prefix(count))
  }

  /// The same with a purpose in words, such as `"epoch/consumer/3"`.
  package static func derive(from secret: [UInt8], info: String, count: Int) -> [UInt8] {
    derive(from: secret, info: Array(info.utf8), count: count)
  }
}
