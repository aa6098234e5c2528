import Glibc

/// The options of one bubblewrap call: pure, apart from looking at how the machine's root folder
/// is laid out. They travel on a descriptor, because command lines can be read by everyone.
enum Bubblewrap {
  /// Where the program lies, or nil. The learner's search path is not asked.
  static func find() -> String? {
    ["/usr/bin/bwrap", "/usr/local/bin/bwrap", "/bin/bwrap"].first { access($0, X_OK) == 0 }
  }

  /// The names under which the sandbox shows the box and the component.
  static let boxName = "/box"
  static let componentName = "/component"

  static func options(for confinement: Confinement, boxPath: String) -> [String] {
    let system = SystemFolders.visible(in: confinement.profile) + [SystemFolders.processors]
    var options = namespaces + ["--proc", "/proc"]
    options += rootLinks() + system.filter(isOwnFolder).flatMap { ["--ro-bind-try", $0, $0] }
    options += SystemFolders.devices.flatMap { ["--dev-bind-try", $0, $0] }
    options += ["--ro-bind", boxPath, boxName]
    if confinement.profile == .run {
      options += ["--ro-bind", confinement.executable, componentName]
    }
    options += confinement.readable.flatMap { ["--ro-bind", $0, $0] }
    options += confinement.writable.flatMap { ["--bind", $0, $0] }
    // Last, because nothing can be mounted after it.
    return options + ["--remount-ro", "/"]
  }

  /// `--die-with-parent` is missing on purpose: "parent" means the *thread* that started it, and a
  /// thread pool ends its threads. The box ends when its control socket does, and with it all.
  private static let namespaces = [
    "--unshare-all", "--unshare-user", "--disable-userns", "--new-session", "--cap-drop", "ALL",
    "--uid", "65534", "--gid", "65534", "--hostname", "sandbox",
  ]

  /// `/lib` and its like are links on most machines and must be links inside too.
  private static func rootLinks() -> [String] {
    ["/lib", "/lib64", "/bin", "/sbin"].flatMap { path in
      SystemFolders.linkTarget(path).map { ["--symlink", $0, path] } ?? []
    }
  }

  /// Whether a folder is itself, not a way through a link that `rootLinks` already shows.
  private static func isOwnFolder(_ path: String) -> Bool {
    let first = "/" + path.dropFirst().prefix { $0 != "/" }
    return SystemFolders.linkTarget(first) == nil
  }
}
