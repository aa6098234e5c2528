internal import Sandbox

/// The line that the host's trap handler writes on standard error.
enum TrapLine {
  private static let prefix = Array("\u{1}edalab-trap ".utf8)
  private static let shownBytes = 2000

  /// The program counter and its callers' return addresses in hexadecimal, none if there is no such
  /// line. A component can forge it: it serves the explanation and decides nothing.
  static func counters(in errors: [UInt8]) -> [String] {
    guard let start = lastIndex(of: prefix, in: errors) else { return [] }
    let line = errors[(start + prefix.count)...].prefix { $0 != 0x0a }
    return String(decoding: line, as: UTF8.self).split(separator: " ").prefix(25)
      .filter { $0.utf8.count == 16 && $0.allSatisfy(\.isHexDigit) }
      .map(String.init)
  }

  /// The last of what the component printed, without the trap line.
  static func visibleOutput(_ report: ExitReport) -> String {
    var errors = report.errors.bytes
    if let start = lastIndex(of: prefix, in: errors) {
      let end = errors[(start + prefix.count)...].firstIndex(of: 0x0a) ?? errors.count - 1
      errors.removeSubrange(start...end)
    }
    let all = report.output.bytes + errors
    return String(decoding: all.suffix(shownBytes), as: UTF8.self)
  }

  private static func lastIndex(of pattern: [UInt8], in bytes: [UInt8]) -> Int? {
    guard bytes.count >= pattern.count else { return nil }
    return (0...(bytes.count - pattern.count)).last { start in
      bytes[start..<start + pattern.count].elementsEqual(pattern)
    }
  }
}
