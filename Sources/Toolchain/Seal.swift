/// The list of an entry's files with size and checksum. It finds damage, not malice: whoever can
/// write in the cache can write a seal. Against malice stands that no submission can write there.
enum Seal {
  private static let name = "seal"

  static func write(in folder: String) throws(ToolchainError) {
    guard let text = try? text(of: folder) else { throw Files.failure(folder) }
    try Files.write(Array(text.utf8), to: folder + "/" + name)
  }

  static func isIntact(_ folder: String) -> Bool {
    guard let seal = try? Files.read(folder + "/" + name, atMost: 1 << 20) else { return false }
    return (try? text(of: folder)).map { Array($0.utf8) == seal } ?? false
  }

  private static func text(of folder: String) throws(ToolchainError) -> String {
    var lines = "edalab-seal-1\n"
    for file in Files.names(in: folder) where file != name {
      let bytes = try Files.read(folder + "/" + file, atMost: 1 << 30)
      lines += "\(bytes.count) \(checksum(bytes)) \(file)\n"
    }
    return lines
  }

  /// FNV-1a over words of eight bytes: some ten milliseconds for an executable.
  private static func checksum(_ bytes: [UInt8]) -> UInt64 {
    bytes.withUnsafeBytes { raw in
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      let words = raw.count / 8
      for index in 0..<words {
        hash =
          (hash ^ raw.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
          &* 0x100_0000_01b3
        hash ^= hash >> 29
      }
      for byte in raw[(words * 8)...] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      return hash
    }
  }
}
