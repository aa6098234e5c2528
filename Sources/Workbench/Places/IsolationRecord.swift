internal import Foundation
internal import Sandbox

/// The level of isolation that probing found, kept for as long as the machine runs as it does: the
/// same boot, kernel, user and box.
struct IsolationRecord {
  let cache: String

  private struct Entry: Codable {
    let machine: String
    let isolation: Isolation
  }

  /// The recorded level, or what probing finds now.
  func isolation(
    boxPath: String, kitDigest: String, atMost: IsolationLevel
  ) throws -> Isolation {
    let machine = Self.machine(boxPath: boxPath, kitDigest: kitDigest)
    let file = URL(fileURLWithPath: "\(cache)/isolation-\(atMost.rawValue).json")
    if let data = try? Data(contentsOf: file),
      let entry = try? JSONDecoder().decode(Entry.self, from: data), entry.machine == machine
    {
      return entry.isolation
    }
    let isolation = try Isolation.detect(boxPath: boxPath, atMost: atMost)
    // A record that cannot be kept costs the next start a probe, and nothing else.
    try? JSONEncoder().encode(Entry(machine: machine, isolation: isolation))
      .write(to: file, options: .atomic)
    return isolation
  }

  private static func machine(boxPath: String, kitDigest: String) -> String {
    let boot = (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8))
    let kernel = (try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8))
    let hasBubblewrap = FileManager.default.isExecutableFile(atPath: "/usr/bin/bwrap")
    return [
      boot ?? "", kernel ?? "", "\(getuid())", boxPath, kitDigest, "\(hasBubblewrap)",
    ].joined(separator: "|")
  }
}
