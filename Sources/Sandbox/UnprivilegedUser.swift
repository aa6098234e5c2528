import Glibc
import Synchronization

/// Whom root becomes before it starts anything of a learner's. The numbers come from the range that
/// Linux systems leave to nobody (1,879,048,192 to 2,147,483,647).
enum UnprivilegedUser {
  private static let first: UInt32 = 0x7000_0000
  private static let slotBits: UInt32 = 6
  private static let nextSlot = Atomic<UInt32>(0)

  /// Whether starts have to change the user: this process is root and may become someone else.
  static var isNeeded: Bool { geteuid() == 0 && isMapped }

  /// Whether a file with this owner was made by this user's runs and builds.
  static func owns(_ owner: UInt32) -> Bool {
    owner == geteuid() || geteuid() == 0 && (first..<0x8000_0000).contains(owner)
  }

  /// One user for each run, so that two runs can never touch each other. Nil for an ordinary user.
  static func forRun() throws(SandboxError) -> UInt32? {
    guard isNeeded else { return nil }
    for _ in 0..<(1 << slotBits) {
      let slot = nextSlot.add(1, ordering: .relaxed).oldValue & ((1 << slotBits) - 1)
      let process = UInt32(bitPattern: getpid()) & 0x3F_FFFF
      let user = first + (process << slotBits) + slot
      if isFree(user) { return user }
    }
    throw SandboxError(.noFreeUser)
  }

  /// One user for all builds, so that what one build made, the next may replace.
  static func forBuilds() throws(SandboxError) -> UInt32? {
    guard isNeeded else { return nil }
    // Process number 0 never runs the grader, so no run has this number.
    guard isFree(first) else { throw SandboxError(.noFreeUser) }
    return first
  }

  private static func isFree(_ user: UInt32) -> Bool {
    getpwuid(user) == nil && getgrgid(user) == nil
  }

  /// In a container without a mapping of these numbers root is not the machine's root: there the
  /// change is impossible, and sandboxes work as they do for an ordinary user.
  private static let isMapped: Bool = {
    let last = UInt64(first) + (1 << 28)
    return ["/proc/self/uid_map", "/proc/self/gid_map"].allSatisfy { path in
      SmallFile.read(path).split(separator: "\n").contains { line in
        let numbers = line.split(separator: " ").compactMap { UInt64($0) }
        guard numbers.count == 3 else { return false }
        return numbers[0] <= UInt64(first) && last <= numbers[0] + numbers[2]
      }
    } && !SmallFile.read("/proc/self/setgroups").hasPrefix("deny")
  }()
}
