/// One program and everything it is allowed: the value from which the box's order and bubblewrap's
/// options are written, so that the two cannot disagree.
struct Confinement {
  var profile: Profile
  var executable: String
  var arguments: [String]
  var environment: [String: String]
  var readable: [String] = []
  var writable: [String] = []
  var workingDirectory = "/"
  var limits: ResourceLimits

  /// The only environment that a component ever has.
  static let componentEnvironment = [
    "LANG": "C.UTF-8", "TZ": "UTC", "MALLOC_ARENA_MAX": "2", "SWIFT_BACKTRACE": "enable=no",
  ]

  /// A component, or the probe in its place.
  static func component(
    _ executable: String, arguments: [String] = ["component"], limits: ResourceLimits
  ) -> Self {
    Self(
      profile: .run, executable: executable, arguments: arguments,
      environment: componentEnvironment, limits: limits)
  }

  /// What the box is told. `executable` differs from the component's path where bubblewrap shows
  /// it under another name.
  func order(
    executable: String, level: IsolationLevel, user: UInt32?, otherTasks: Int
  ) -> BoxOrder {
    var order = BoxOrder()
    order.set("build", profile == .build ? 1 : 0)
    order.set("landlock", level >= .landlock ? 1 : 0)
    order.set("seccomp", level >= .uid ? 1 : 0)
    order.set("cores", profile == .run ? 2 : 0)
    if let user { order.set("user", user) }
    order.set(limits, besides: otherTasks)
    order.set("execute", executable)
    order.set("directory", workingDirectory)
    order.set("argument", all: arguments)
    order.set("variable", all: environment.sorted { $0.key < $1.key }.map { "\($0)=\($1)" })
    setGrants(in: &order, executable: executable)
    return order
  }

  private func setGrants(in order: inout BoxOrder, executable: String) {
    order.set("read?", all: SystemFolders.visible(in: profile) + [SystemFolders.processors])
    order.set("read", all: [executable] + readable)
    order.set("device?", all: SystemFolders.devices)
    // The runtime watches its own threads through /proc. A component may read there, not list.
    order.set(profile == .run ? "files?" : "read?", "/proc")
    order.set("write", all: writable)
  }
}
