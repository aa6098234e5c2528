/// Reads what `llvm-objdump -t -dr -l` prints about an object file: which symbols it defines, and
/// at which source line it refers to which symbol.
///
///     ; ./submission/Book.swift:22
///          b49:       callq   0xb4e
///                     0000000000000b4a:  R_X86_64_PLT32  usleep-0x4
struct ObjectListing {
  struct Reference: Hashable {
    var symbol: Substring
    /// The line of the build's own file that the instruction belongs to; in code that the optimiser
    /// moved there from a library, the last such line of the same function.
    var site: SourceSite
  }

  private(set) var references: [Reference] = []
  /// Functions and variables with a name outside the object file.
  private(set) var definitions: [Substring] = []

  init(_ text: String) {
    var site: SourceSite?
    for line in text.split(separator: "\n") {
      if line.hasPrefix("; ") {
        if let next = ObjectListing.place(line.dropFirst(2)) { site = next }
      } else if let symbol = ObjectListing.relocated(line) {
        if let site { references.append(Reference(symbol: symbol, site: site)) }
      } else if line.hasSuffix(">:") {
        site = nil
      } else if let symbol = ObjectListing.defined(line) {
        definitions.append(symbol)
      }
    }
  }

  private static func place(_ text: Substring) -> SourceSite? {
    guard let colon = text.lastIndex(of: ":"), let line = Int(text[text.index(after: colon)...]),
      line > 0
    else { return nil }
    return SourceSite(recorded: text[..<colon], line: line, column: 0)
  }

  /// The symbol of a relocation's line, without an addend.
  private static func relocated(_ line: Substring) -> Substring? {
    guard line.hasPrefix("\t\t"), let mark = line.firstRange(of: "R_") else { return nil }
    let words = line[mark.lowerBound...].split(whereSeparator: \.isWhitespace)
    guard words.count == 2 else { return nil }
    for sign in ["-0x", "+0x"] {
      if let addend = words[1].firstRange(of: sign) { return words[1][..<addend.lowerBound] }
    }
    return words[1]
  }

  /// `0000000000000000 g     F .text  0000000000000026 write`
  private static func defined(_ line: Substring) -> Substring? {
    let bytes = line.utf8
    guard bytes.count > 24, bytes[bytes.index(bytes.startIndex, offsetBy: 16)] == 32 else {
      return nil
    }
    let flag = bytes[bytes.index(bytes.startIndex, offsetBy: 17)]
    guard flag == UInt8(ascii: "g") || flag == UInt8(ascii: "w") else { return nil }
    guard !line.contains("*UND*") else { return nil }
    return line.split(whereSeparator: \.isWhitespace).last
  }
}
