import CSandbox
import Glibc

/// How one box is started: the program, its arguments, and the bytes that it and bubblewrap read.
struct Launch {
  let path: String
  let arguments: [String]
  let order: BoxOrder
  /// Bubblewrap's options, or nil below level 3.
  let options: [String]?

  /// At level 3 the user changes before bubblewrap, below it in the box's child.
  static func plan(
    _ confinement: Confinement, in isolation: Isolation, boxPath: String, user: UInt32?
  ) -> Launch {
    guard isolation.level == .namespaces, let bubblewrap = isolation.bubblewrapPath else {
      return plain(confinement, level: isolation.level, boxPath: boxPath, user: user)
    }
    let inside =
      confinement.profile == .run ? Bubblewrap.componentName : confinement.executable
    let order = confinement.order(
      executable: inside, level: .namespaces, user: nil, otherTasks: 0)
    let options = Bubblewrap.options(for: confinement, boxPath: boxPath)
    let wrapped = [bubblewrap, "--args", "5", "--", Bubblewrap.boxName, "serve"]
    guard let user else {
      return Launch(path: bubblewrap, arguments: wrapped, order: order, options: options)
    }
    return Launch(
      path: boxPath, arguments: ["edalab-box", "drop", "\(user)"] + wrapped, order: order,
      options: options)
  }

  private static func plain(
    _ confinement: Confinement, level: IsolationLevel, boxPath: String, user: UInt32?
  ) -> Launch {
    let order = confinement.order(
      executable: confinement.executable, level: level, user: user,
      otherTasks: user == nil ? UserTasks.count() : 0)
    return Launch(path: boxPath, arguments: ["edalab-box", "serve"], order: order, options: nil)
  }

  /// Starts it and returns its process number. `control` becomes its descriptor 3; what it prints
  /// goes to `diagnostics`.
  func start(control: Descriptor, diagnostics: Descriptor) throws(SandboxError) -> pid_t {
    let nothing = try Descriptor.nothing()
    let orderFile = try Descriptor.memory(order.bytes)
    var descriptors = [nothing, diagnostics, diagnostics, control, orderFile]
    if let options {
      descriptors.append(try Descriptor.memory(options.flatMap { Array($0.utf8) + [0] }))
    }
    // Numbers do not keep their descriptors open, and nothing below uses these objects again.
    defer { withExtendedLifetime(descriptors) {} }
    return try spawn(descriptors.map(\.number))
  }

  private func spawn(_ descriptors: [Int32]) throws(SandboxError) -> pid_t {
    var arguments = arguments.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    let error = csandbox_spawn(path, &arguments, descriptors, descriptors.count, &process)
    guard error == 0 else {
      let code: SandboxError.Code = error == ENOENT || error == EACCES ? .boxMissing : .startFailed
      throw SandboxError(code, step: .execute, errorNumber: error, detail: path)
    }
    return process
  }
}
