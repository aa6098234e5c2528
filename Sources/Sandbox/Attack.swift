import Glibc

/// What the probe tries, in the order in which it answers; the box's `probe.c` has the same order.
enum Attack: Int, CaseIterable {
  case seeHidden, seeCommand, readHidden, writeHidden, changeMode, createFile, readEnvironment
  case openMemory, readMemory, trace, signal, limit, slow, move
  case useUnixSocket, useTCP, useUDP, useNetlink, hideMemory, shareMemory, useKeyring, useRing
  case makeNamespace, inheritDescriptor, gainPrivileges, haveRights
  /// Not answered: the attempt ends the probe.
  case startProcess

  /// From this level on the attack has to fail.
  var refusedFrom: IsolationLevel {
    switch self {
    case .seeHidden, .seeCommand: .namespaces
    case .createFile: .landlock
    default: .uid
    }
  }

  var name: String {
    switch self {
    case .seeHidden: "see that a hidden file exists"
    case .seeCommand: "read the grader's command line"
    case .readHidden: "read a hidden file"
    case .writeHidden: "write a hidden file"
    case .changeMode: "change the mode of a hidden file"
    case .createFile: "create a file in /tmp"
    case .readEnvironment: "read the grader's environment"
    case .openMemory: "open the grader's memory"
    case .readMemory: "copy from the grader's memory"
    case .trace: "trace the grader"
    case .signal: "signal the grader"
    case .limit: "set the grader's limits"
    case .slow: "set the grader's priority"
    case .move: "set the grader's processors"
    default: ownName
    }
  }

  private var ownName: String {
    switch self {
    case .useUnixSocket: "open a local socket"
    case .useTCP: "open a TCP socket"
    case .useUDP: "open a UDP socket"
    case .useNetlink: "open a netlink socket"
    case .hideMemory: "make a file in memory"
    case .shareMemory: "make shared memory"
    case .useKeyring: "use the kernel's keyring"
    case .useRing: "use io_uring"
    case .makeNamespace: "make a user namespace"
    case .inheritDescriptor: "find a descriptor of the grader"
    case .gainPrivileges: "gain privileges by executing a program"
    case .haveRights: "have the rights of root"
    default: "start a second process"
    }
  }

  /// The result at one level; `error` is 0 where the attack succeeded.
  func result(at level: IsolationLevel, error: Int32) -> ProbeResult {
    let expected = level < refusedFrom ? " (level \(refusedFrom.rawValue) prevents it)" : ""
    return ProbeResult(
      name: "level \(level.rawValue): \(name)", passed: error != 0,
      detail: error == 0 ? "succeeded" + expected : String(cString: strerror(error)), remedy: nil)
  }
}
