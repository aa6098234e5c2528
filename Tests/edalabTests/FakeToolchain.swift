import Foundation
import TestSupport

/// A clone of the launcher with stand-ins for the compiler and the package manager.
///
/// The stand-in `swift build` writes a shell script as "the binary": it prints the folders that the
/// launcher gave it and its arguments. So a test of the launcher takes milliseconds.
struct FakeClone {
  let folder: TemporaryFolder
  /// The clone; the name has a space in it.
  let root: String
  /// The folder of stand-ins, first on PATH.
  let bin: String

  init(in folder: TemporaryFolder, version: String = "6.3.1") throws {
    self.folder = folder
    root = folder["my clone"]
    bin = folder["bin"]
    for file in ["edalab", "Scripts/build", "Scripts/lib.sh"] {
      try program(try Repository.text(of: file), at: "my clone/\(file)")
    }
    try folder.write("// manifest\n", to: "my clone/Package.swift")
    try folder.write("let a = 1\n", to: "my clone/Sources/EDARuntime/A.swift")
    try folder.write("int a;\n", to: "my clone/Sources/CSandbox/include/CSandbox.h")
    try program(FakeTools.compiler(version), at: "bin/swiftc")
    try program(FakeTools.packageManager, at: "bin/swift")
    try program("#!/bin/sh\n: >\"$2\"\n", at: "bin/llvm-ar")
    try program("#!/bin/sh\nexit 0\n", at: "bin/pkg-config")
  }

  /// Writes a file that can be run at once.
  ///
  /// Another process makes it: a child that another test starts at the same moment would inherit
  /// this process's open file for a while, and what somebody writes to cannot be run.
  func program(_ text: String, at name: String) throws {
    try folder.write(text, to: name + ".text")
    let script = "cp \"$1.text\" \"$1.new\" && chmod 755 \"$1.new\" && mv -f \"$1.new\" \"$1\""
    let child = ChildProcess("sh", ["-c", script + " && rm \"$1.text\"", "sh", folder[name]])
    guard try child.run().code == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  /// A start of the launcher.
  func launcher(
    _ arguments: [String] = [], program: String? = nil, _ environment: [String: String] = [:]
  ) -> ChildProcess {
    var child = ChildProcess(program ?? root + "/edalab", arguments)
    child.environment = ["PATH": "\(bin):/usr/bin:/bin", "LOG": folder["calls"]]
    child.environment.merge(environment) { _, new in new }
    child.folder = folder.path
    return child
  }

  /// The names of the stand-ins that were called since the last time, in order.
  func calls() throws -> [String] {
    guard folder.has("calls") else { return [] }
    let text = try folder.text(of: "calls")
    try FileManager.default.removeItem(atPath: folder["calls"])
    return text.split(separator: "\n").map(String.init)
  }
}

/// The stand-ins. Each writes its own name into the file that `LOG` names.
enum FakeTools {
  static func compiler(_ version: String) -> String {
    """
    #!/bin/sh
    echo swiftc >>"$LOG"
    echo "Swift version \(version) (swift-\(version)-RELEASE)"

    """
  }

  static let modules = [
    "EDARuntime", "Digests", "Results", "Simulation", "GraderKit", "Brokers", "Sandbox",
    "Conductor",
  ]

  /// It takes `WAIT` seconds, fails if `FAIL` is set, and otherwise leaves what a build leaves.
  static let packageManager = """
    #!/bin/bash
    echo "swift build" >>"$LOG"
    echo '[1/4] Compiling A'
    sleep "${WAIT:-0}"
    if [ -n "$FAIL" ]; then
      echo '[2/4] Compiling B'
      echo "${PWD}: Sources/B/B.swift:1:1: error: cannot find 'x' in scope"
      exit 1
    fi
    echo '[4/4] Linking edalab'
    while [ "$1" != --scratch-path ]; do shift; done
    out=$2/release
    mkdir -p "$out/Modules" "$out/edalab.product"
    cat >"$out/edalab" <<'END'
    #!/bin/sh
    echo "root=$EDALAB_ROOT"
    echo "kit=$EDALAB_KIT"
    echo "swiftc=$EDALAB_SWIFTC"
    echo "in=$PWD"
    echo "lock=$(ls -l /proc/$$/fd | grep -c lock)"
    printf '%s\\n' "$@"
    exit 7
    END
    cp "$out/edalab" "$out/edalab-box"
    chmod +x "$out/edalab" "$out/edalab-box"
    for module in \(modules.joined(separator: " ")); do
      : >"$out/Modules/$module.swiftmodule"
      echo "'$out/$module.build/A.swift.o'"
    done >"$out/edalab.product/Objects.LinkFileList"

    """
}
