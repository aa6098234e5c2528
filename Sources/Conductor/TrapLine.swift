internal import Sandbox

/// The line that the host's trap handler writes on standard error.
enum TrapLine {
  private static let prefix = Array("\u{1}edalab-trap ".utf8)
  private static let shownBytes = 2000

  /// The program counter in hexadecimal, nil if there is no such line. A component can forge it: it
  /// serves the explanation and decides nothing.
  static func counter(in errors: [UInt8]) -> String? {
    guard let start = lastIndex(of: prefix, in: errors) else { return nil }
    let digits = errors[(start + prefix.count)...].prefix(16)
    let text = String(decoding: digits, as: UTF8.self)
    return text.count == 16 && text.allSatisfy(\.isHexDigit) ? text : nil
  }

  /// The last of what the component printed, without the trap line.
  static func visibleOutput(_ report: ExitReport) -> String {
    var errors = report.errors.bytes
    if let start = lastIndex(of: prefix, in: errors) {
      errors.removeSubrange(start..<min(errors.count, start + prefix.count + 17))
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
